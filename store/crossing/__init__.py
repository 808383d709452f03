"""The checks that need several documents or a register: one a module, each with `compare(store)`.

The folder is the registry. A module yields `store.contradictions.Contradiction` from what is
stored, whatever the order it came in; its rules stand in `normalize/checks/rules/`.
"""
