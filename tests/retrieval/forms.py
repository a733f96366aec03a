"""A small library of three declarations in fields of their own."""

from assistant.model import Declaration, Indicator


def declaration(name, code, year, unit, *rows, **fields):
    cells = ("level2", "name", "value", "unit")
    indicators = tuple(Indicator(**dict(zip(cells, row, strict=True))) for row in rows)
    return Declaration(
        project_name=name, project_code=code, year=year, applicant_unit=unit,
        indicators=indicators, **fields,
    )  # fmt: skip


PARK = declaration(
    "社区公园管养", "440301", 2025, "某区城管局",
    ("数量指标", "管养公园数量", "12个", "个"),
    ("质量指标", "苗木成活率", "≥95%", "%"),
    ("经济效益指标", "不适用", "不适用", "不适用"),
    ("服务对象满意度指标", "市民满意度", "≥90%", "%"),
    annual_goal="本项目2025年度将通过管养12个社区公园，确保苗木成活率≥95%。",
)  # fmt: skip
VACCINE = declaration(
    "疫苗接种", "440302", 2026, "某区卫健局",
    ("数量指标", "适龄儿童接种人数", "≥5000人", "人"),
    ("质量指标", "接种不良反应规范处置率", "100%", "%"),
    ("服务对象满意度指标", "家长满意度", "≥95%", "%"),
)  # fmt: skip
SEWER = declaration(
    "雨污分流改造", "440303", 2026, "某区水务局",
    ("数量指标", "新建污水管网长度", "≥3.5公里", "公里"),
    ("质量指标", "【待填】", "【待填】", "【待填】"),
)  # fmt: skip
