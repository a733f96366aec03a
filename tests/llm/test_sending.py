"""What may leave the own network, and what is pointed out before."""

from __future__ import annotations

import pytest

from assistant.llm import Endpoint, outgoing
from assistant.llm.sending import sensitive

# 校验位按 GB 11643 算出；不是任何人的号码。
IDENTITY = "11010519491231002X"


def endpoint(url: str, sending="ask") -> Endpoint:
    return Endpoint(base_url=url, model="m", sending=sending, prices={})


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:8000/v1", "http://localhost:11434/v1", "http://[::1]:1/v1", "http://10.1.2.3/v1",
     "http://192.168.1.9:8/v1", "http://172.16.0.1/v1", "http://172.31.255.255/v1", "http://[fd00::1]/v1"],
)  # fmt: skip
def test_inside_goes_as_configured(url) -> None:
    for sending in ("ask", "allow", "forbid"):
        leaving = outgoing(endpoint(url, sending), f"身份证 {IDENTITY}")
        assert (leaving.refusal, leaving.notice, leaving.warnings) == (None, "", ())


@pytest.mark.parametrize(
    "url",
    ["https://api.deepseek.com/v1", "http://8.8.8.8/v1", "http://172.32.0.1/v1", "http://169.254.169.254/v1",
     "http://llm.local/v1", "http://127.0.0.1.evil.cn/v1", "http://localhost.evil.cn/v1",
     "http://127.0.0.1@evil.cn/v1", "http://0x7f000001.evil/v1"],
)  # fmt: skip
def test_outside_is_asked_about(url) -> None:
    leaving = outgoing(endpoint(url), "合同审查100份")
    assert "未得到同意" in leaving.refusal
    assert "8 字" in leaving.notice
    assert leaving.host in leaving.notice
    assert outgoing(endpoint(url), "合同审查100份", agreed=True).refusal is None
    assert outgoing(endpoint(url, "allow"), "合同审查100份").refusal is None


def test_the_administrator_forbids_whatever_the_user_says() -> None:
    leaving = outgoing(endpoint("https://api.x.cn/v1", "forbid"), "合同", agreed=True)
    assert leaving.is_forbidden
    assert "管理员设置不允许" in leaving.refusal


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"经办人身份证{IDENTITY}。", "身份证号（110…2X）"),
        ("联系电话13812345678。", "手机号（138…）"),
        ("电话 138 1234 5678", "手机号"),
        ("秘密★3年\n项目说明", "密级"),
        ("【内部】项目说明", "密级"),
        ("密级：机密", "密级"),
        ("内部资料，注意保存", "密级"),
        ("  机密  \n说明", "密级"),
    ],
)
def test_what_gives_pause_is_pointed_out_even_where_sending_is_allowed(text, said) -> None:
    leaving = outgoing(endpoint("https://api.x.cn/v1", "allow"), text)
    assert said in "".join(leaving.warnings)
    assert leaving.refusal
    assert leaving.text == text
    for number in (IDENTITY, "13812345678"):
        assert number not in f"{leaving.notice}{leaving.warnings}{leaving.refusal}"
    assert outgoing(endpoint("https://api.x.cn/v1", "allow"), text, agreed=True).refusal is None


@pytest.mark.parametrize(
    "text",
    ["项目编码440304231060100205000，总金额39125955元", "110105194912310021",
     "合同编号13812345678901",
     "机关内部管理制度2项", "开展保密宣传，商业秘密保护培训2场", "单位内部人员满意度≥90%"],
)  # fmt: skip
def test_what_only_looks_like_it_is_not(text) -> None:
    assert sensitive(text) == ()
