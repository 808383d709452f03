"""Pictures of pages: painted apart, kept, refused where there is none."""

import io
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from PIL import Image

from store.database import open_store
from store.ingest import ingest
from store.pages.images import image_url, picture_url, pictures_path

SAMPLE = Path(__file__).parents[3] / "samples" / "so-y-te-quy-3-2023.pdf"


@pytest.fixture(scope="module")
def painted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Return a store of one PDF, and its identifier."""
    database = tmp_path_factory.mktemp("painted") / "store.duckdb"
    ingest([SAMPLE], database)
    with open_store(database) as store:
        ((doc_id,),) = store.rows("SELECT doc_id FROM documents")
    return database, doc_id


def test_a_page_is_painted_once_and_kept(
    serve: Callable[..., str], connect: Callable[[str], httpx.Client], painted: tuple[Path, str]
) -> None:
    database, doc_id = painted
    client = connect(serve(database))
    first = client.get(image_url(doc_id, 1))
    assert (first.status_code, first.headers["content-type"]) == (200, "image/png")
    with Image.open(io.BytesIO(first.content)) as picture:
        assert picture.width in (900, 901)
        assert picture.convert("L").getextrema() == (0, 255)  # ink on paper
    (kept,) = pictures_path(database).glob("*.png")
    assert kept.read_bytes() == first.content == client.get(image_url(doc_id, 1)).content


def test_a_spot_is_cut_out(
    serve: Callable[..., str], connect: Callable[[str], httpx.Client], painted: tuple[Path, str]
) -> None:
    database, doc_id = painted
    found = connect(serve(database)).get(picture_url(doc_id, 1, (100.0, 100.0, 200.0, 120.0)))
    with Image.open(io.BytesIO(found.content)) as picture:
        assert 1 < picture.width / picture.height < 12


@pytest.mark.parametrize(
    ("path", "status"),
    [
        pytest.param("/reports/{id}/pages/99.png", 404, id="no-such-page"),
        pytest.param("/reports/{id}/pages/0.png", 404, id="page-zero"),
        pytest.param("/reports/" + "0" * 64 + "/pages/1.png", 404, id="unknown-document"),
        pytest.param("/reports/..%2F..%2Fetc%2Fpasswd/pages/1.png", 404, id="traversal"),
        pytest.param("/reports/{id}/pages/1/spot.png?box=1,2,3", 400, id="box-of-three"),
        pytest.param("/reports/{id}/pages/1/spot.png?box=9e9,0,9e9,1", 400, id="box-off-the-page"),
        pytest.param("/reports/{id}/pages/1/spot.png?box=nan,0,1,1", 400, id="box-of-no-number"),
    ],
)
def test_what_is_not_there_is_refused(
    serve: Callable[..., str],
    connect: Callable[[str], httpx.Client],
    painted: tuple[Path, str],
    path: str,
    status: int,
) -> None:
    database, doc_id = painted
    assert connect(serve(database)).get(path.replace("{id}", doc_id)).status_code == status
