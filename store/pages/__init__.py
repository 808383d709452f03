"""The review pages: what `trichluc serve` shows in a browser, over the same store.

A page is a module here with `ROUTES` and, when it stands in the navigation, `NAV`
(`store/pages/navigation.py`); its words stand in a `words*.toml`, its template in `templates/`.
"""
