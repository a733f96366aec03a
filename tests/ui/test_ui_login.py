"""Login: who gets in, who does not, how slow guessing is, whose drafts are whose."""

from __future__ import annotations

import base64
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from fastapi import FastAPI, Request
from fastapi.testclient import TestClient

from assistant.cli import main
from assistant.errors import SettingsError, StoreUnavailable, UsageError
from assistant.settings import Settings
from assistant.store import DraftStore, Logins, Users, Work, open_engine
from assistant.ui.caps import LARGEST, Caps
from assistant.ui.gate import LOCAL, OWNER, Doorkeeper, Gate
from assistant.ui.login import LOGIN_PATHS, add_login, own_path
from assistant.ui.routes import add_routes
from assistant.ui.security import Doors
from assistant.ui.server import make_doorkeeper
from assistant.ui.session import Session
from assistant.ui.slowdown import FIRST_WAIT, LONGEST_WAIT, Slowdown

PASSWORD = "很长的一个密码123"
RIGHT = {"name": "王芳", "password": PASSWORD}


@pytest.fixture
def users(tmp_path: Path) -> Users:
    """One user; hashing is quick here."""
    users = Users(tmp_path, rounds=4)
    users.add("王芳", PASSWORD)
    return users


@pytest.fixture
def keeper(users: Users, tmp_path: Path) -> Doorkeeper:
    return Doorkeeper(users, Logins(open_engine(tmp_path), users))


def client_of(keeper: Doorkeeper | None, *, is_loopback: bool = True) -> TestClient:
    """Our addresses behind all doors, with one that tells who asks."""
    api = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    add_routes(api, lambda: "ready")
    if keeper:
        add_login(api, keeper)

    @api.get("/")
    @api.post("/api/draft")
    def who(request: Request) -> str:
        return str(request.scope[OWNER])

    api.add_middleware(Gate, keeper=keeper, is_loopback=is_loopback)
    api.add_middleware(Caps)
    api.add_middleware(Doors, also=("/api/draft", *(LOGIN_PATHS if keeper else ())))
    return TestClient(api, follow_redirects=False)


def basic(name: str, password: str) -> dict[str, str]:
    return {"authorization": f"Basic {base64.b64encode(f'{name}:{password}'.encode()).decode()}"}


def test_nobody_passes_without_login(keeper: Doorkeeper) -> None:
    client = client_of(keeper)
    asked = client.get("/?draft=abc")
    assert (asked.status_code, asked.headers["location"]) == (
        303, f"/login?next={quote('/?draft=abc', safe='')}",
    )  # fmt: skip
    for path in ("/config", "/gradio_api/info", "/assets/x.js", "/theme.css", "/files/x"):
        assert client.get(path).status_code == 401, path
    assert client.post("/act/x", json={}).status_code == 401
    assert client.post("/api/draft").headers["www-authenticate"].startswith("Basic")
    assert client.get("/health").json()["login"] == "needed"
    forged = {"cookie": "assistant_login=x; assistant_visitor=" + "a" * 32}
    assert client.get("/", headers=forged).status_code == 303


def test_login_and_logout(keeper: Doorkeeper) -> None:
    client = client_of(keeper)
    assert "password" in client.get("/login").text
    entered = client.post("/login", data={**RIGHT, "next": "/?draft=abc"})
    assert (entered.status_code, entered.headers["location"]) == (303, "/?draft=abc")
    cookie = entered.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert client.get("/").json() == "王芳"
    assert client.get("/health").json()["login"] == "ok"
    client.post("/logout")
    stolen = {"cookie": cookie.partition(";")[0]}
    client.cookies.clear()
    assert client.get("/", headers=stolen).status_code == 303


def test_programs_log_in_with_every_request(keeper: Doorkeeper) -> None:
    client = client_of(keeper)
    assert client.post("/api/draft", headers=basic("王芳", PASSWORD)).json() == "王芳"
    assert (
        client.post("/api/draft", headers=basic("王芳", "不对不对不对不对不对")).status_code == 401
    )
    assert client.post("/api/draft", headers={"authorization": "Basic !!"}).status_code == 401
    assert client.get("/", headers=basic("王芳", PASSWORD)).status_code == 303, "for programs only"


def test_a_wrong_password_says_nothing_about_the_name(keeper: Doorkeeper) -> None:
    client = client_of(keeper)
    said = [
        client.post("/login", data={"name": name, "password": "不对的密码不对的密码"}).text
        for name in ("王芳", "没有这个人")
    ]
    assert said[0].replace("王芳", "") == said[1].replace("没有这个人", "")
    assert "用户名或密码不对" in said[0]
    markup = client.post("/login", data={"name": "<b>x", "password": "y", "next": "//evil.cn"}).text
    assert "<b>x" not in markup
    assert "evil" not in markup


def test_guessing_is_slowed_down_and_the_right_password_waits_too(keeper: Doorkeeper) -> None:
    client = client_of(keeper)
    for _ in range(5):
        wrong = client.post("/login", data={"name": "王芳", "password": "猜猜猜猜猜猜猜猜猜猜"})
        assert "用户名或密码不对" in wrong.text
    assert "请等 30 秒" in client.post("/login", data=RIGHT).text
    assert client.post("/api/draft", headers=basic("王芳", PASSWORD)).status_code == 401


def test_every_further_failure_doubles_the_wait() -> None:
    time = [1000.0]
    slow = Slowdown(free=2, clock=lambda: time[0])
    assert [slow.attempt("k") for _ in range(2)] == [0, 0]
    waits = []
    for _ in range(8):
        wait = slow.attempt("k")
        waits.append(wait)
        time[0] += wait
        assert slow.attempt("k") == 0
    assert waits[:3] == [FIRST_WAIT + 1, 2 * FIRST_WAIT + 1, 4 * FIRST_WAIT + 1]
    assert waits[-1] == LONGEST_WAIT + 1
    assert slow.attempt("another") == 0
    slow.forget("k")
    assert slow.attempt("k") == 0


def test_a_login_ends_with_time_with_the_password_and_with_the_user(
    users: Users, tmp_path: Path
) -> None:
    now = [datetime(2026, 11, 22, 8, tzinfo=UTC)]
    logins = Logins(open_engine(tmp_path), users, now=lambda: now[0])
    first, second, third = (logins.begin("王芳") for _ in range(3))
    assert Logins(open_engine(tmp_path), users, now=lambda: now[0]).owner_of(first) == "王芳"
    now[0] += timedelta(hours=13)
    assert logins.owner_of(first) == ""
    now[0] -= timedelta(hours=13)
    logins.end(second)
    assert logins.owner_of(second) == ""
    users.change("王芳", "另一个也是很长的密码")
    assert logins.owner_of(third) == ""
    fourth = logins.begin("王芳")
    users.remove("王芳")
    assert logins.owner_of(fourth) == ""


def test_the_users_file_holds_no_password(users: Users) -> None:
    text = users.path.read_text("utf-8")
    assert PASSWORD not in text
    assert "$2b$" in text
    assert stat.S_IMODE(users.path.stat().st_mode) == 0o600
    assert users.knows("王芳", PASSWORD)
    assert not users.knows("王芳", PASSWORD + "x" * 80)
    assert not users.knows("没有这个人", PASSWORD)


@pytest.mark.parametrize(
    ("name", "password", "said"),
    [("王芳", PASSWORD, "已经有了"), ("a b", PASSWORD, "不能用"), ("x:y", PASSWORD, "不能用"),
     ("新人", "短", "太短"), ("新人", "长" * 25, "太长")],
)  # fmt: skip
def test_unusable_users_are_refused(users: Users, name: str, password: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        users.add(name, password)


def test_a_broken_users_file_lets_nobody_in(users: Users) -> None:
    users.path.write_text("[]")
    with pytest.raises(StoreUnavailable, match="用户文件"):
        users.knows("王芳", PASSWORD)


def test_login_without_users_does_not_start(tmp_path: Path) -> None:
    settings = Settings(chosen_data_dir=tmp_path, login=True)
    with pytest.raises(SettingsError, match="users add"):
        make_doorkeeper(settings)
    assert make_doorkeeper(Settings(chosen_data_dir=tmp_path)) is None


def test_without_login_this_machine_is_one_user_and_a_network_one_per_browser() -> None:
    assert client_of(None).get("/").json() == LOCAL
    one, other = (client_of(None, is_loopback=False) for _ in range(2))
    first = one.get("/").json()
    assert one.get("/").json() == first
    assert other.get("/").json() != first
    assert other.get("/", headers={"cookie": "assistant_visitor=local"}).json() != LOCAL
    assert client_of(None).get("/login").status_code == 404


def test_another_users_page_gives_nothing(keeper: Doorkeeper) -> None:
    client = client_of(None)
    session = Session()
    assert session.belongs_to("别人")
    assert client.post(f"/files/{session.token}", content=b"x").status_code == 410
    assert client.get(f"/download/{session.token}/json").status_code == 410
    assert session.take_uploads() == ()


def test_another_site_cannot_change_anything() -> None:
    client = client_of(None)
    foreign = {"origin": "http://evil.example"}
    assert client.post("/api/draft", headers=foreign).status_code == 403
    assert client.post("/act/x", headers={"origin": "null"}).status_code == 403
    assert client.post("/api/draft", headers={"origin": "http://testserver"}).json() == LOCAL


def test_too_large_a_body_is_refused_before_it_is_looked_at() -> None:
    answer = client_of(None).post("/act/x", content=b"x" * (LARGEST + 1))
    assert answer.status_code == 413
    assert "2048 KB" in answer.json()["error"]


@pytest.mark.parametrize(
    ("following", "goes"),
    [("/?draft=x", "/?draft=x"), ("//evil.cn", "/"), ("http://evil.cn", "/"), ("/\r\nx: y", "/"),
     ("/\\evil.cn", "/"), ("", "/")],
)  # fmt: skip
def test_after_login_one_stays_on_the_page(following: str, goes: str) -> None:
    assert own_path(following) == goes


def test_users_from_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import io

    monkeypatch.setenv("ASSISTANT_DATA_DIR", str(tmp_path))
    store = DraftStore(open_engine(tmp_path))
    store.save(LOCAL, Work(title="旧的", what="", form={"declaration": "{}"}, desk={}))

    def run(*arguments: str, said: str = "") -> int:
        monkeypatch.setattr("sys.stdin", io.StringIO(said))
        return main(["users", *arguments])

    assert run("add", "李雷") == 2
    assert "--password-stdin" in capsys.readouterr().err
    assert run("add", "李雷", "--password-stdin", said="短\n") == 2
    assert run("add", "李雷", "--password-stdin", said=f"{PASSWORD}\n") == 0
    assert run("list") == 0
    assert "李雷" in capsys.readouterr().out
    assert Users(tmp_path).knows("李雷", PASSWORD)
    assert run("adopt", "李雷") == 0
    assert [draft.title for draft in store.drafts("李雷")] == ["旧的"]
    assert run("adopt", "没有") == 2
    assert run("passwd", "李雷", "--password-stdin", said="换了一个很长的密码\n") == 2, "9 个字"
    assert run("passwd", "李雷", "--password-stdin", said="换了一个很长的密码吧\n") == 0
    assert run("remove", "李雷") == 0
    assert run("remove", "李雷") == 2
    assert PASSWORD not in capsys.readouterr().out
