"""What is handed to operators fits the program: settings, commands, metrics, tests that are named."""

from __future__ import annotations

import configparser
import json
import re
from pathlib import Path

import pytest
import yaml

from bot.metrics import Metrics
from bot.settings import load_settings, setting_names
from tests.test_docs import commands

ROOT = Path(__file__).resolve().parent.parent
DEPLOY = ROOT / "deploy"


def test_compose_and_the_example_name_only_settings_that_exist(tmp_path, monkeypatch):
    known = set(setting_names().values()) | {"HTTPS_PROXY"}
    compose = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
    for service in compose["services"].values():
        assert set(service["environment"]) <= known
        assert service["read_only"]
    example = (ROOT / ".env.example").read_text("utf-8")
    named = re.findall(r"^#?([A-Z_]+)=", example, re.M)
    assert set(named) <= known
    assert "TELEGRAM_BOT_TOKEN" in named
    (tmp_path / ".env").write_text(example.replace("TELEGRAM_BOT_TOKEN=", "TELEGRAM_BOT_TOKEN=1:a"), "utf-8")
    monkeypatch.chdir(tmp_path)
    assert load_settings().token().get_secret_value() == "1:a"


def test_the_compose_file_of_several_replicas_names_only_settings_that_exist_and_one_state():
    services = yaml.safe_load((ROOT / "compose.scale.yaml").read_text("utf-8"))["services"]
    bots = [service for name, service in services.items() if name.startswith("bot-")]
    assert len(bots) == 2
    for bot in bots:
        assert set(bot["environment"]) <= set(setting_names().values())
        assert bot["read_only"]
        assert bot["build"]["args"]["EXTRA"] == "postgres,scale"
        assert bot["depends_on"]["index"]["condition"] == "service_completed_successfully"
    assert len({bot["environment"]["YUANFA_STATE_URL"] for bot in bots}) == 1
    # What fills Milvus and what searches it go to the same.
    searched = {bot["environment"]["YUANFA_INDEX_URL"] for bot in (*bots, services["index"])}
    assert searched == {"http://milvus:19530"}
    assert services["index"]["command"] == ["yuanfa", "index", "build"]
    assert not set(bots[0]["volumes"]) & set(bots[1]["volumes"])
    caddy = (DEPLOY / "Caddyfile").read_text("utf-8")
    for name in services:
        if name.startswith("bot-"):
            assert f"{name}:{bots[0]['environment']['TELEGRAM_WEBHOOK_PORT']}" in caddy


@pytest.mark.parametrize("name", ["yuanfa.service", "yuanfa-build.service", "yuanfa-build.timer"])
def test_units_can_be_read_and_start_commands_that_exist(name):
    unit = configparser.ConfigParser(strict=False, interpolation=None, allow_no_value=False)
    unit.optionxform = str
    text = (DEPLOY / name).read_text("utf-8")
    unit.read_string(text)
    known = set(commands())
    for command in re.findall(r"bin/yuanfa ([a-z]+(?: [a-z]+)?)", text):
        assert command in known or command.split()[0] in known, command
    for setting in re.findall(r"\b(?:YUANFA|TELEGRAM)_[A-Z_]+", text):
        assert setting in setting_names().values()


def test_the_dashboard_asks_for_metrics_that_there_are():
    dashboard = json.loads((DEPLOY / "grafana.json").read_text("utf-8"))
    page = Metrics().page().decode()
    there = set(re.findall(r"^# TYPE (\w+)", page, re.M))
    for panel in dashboard["panels"]:
        for target in panel["targets"]:
            for metric in re.findall(r"\byuanfa_\w+", target["expr"]):
                assert {metric, metric.removesuffix("_bucket")} & there, metric


def test_the_threat_model_names_tests_that_there_are():
    rows = [
        line
        for line in (ROOT / "docs" / "threats.md").read_text("utf-8").splitlines()
        if line.startswith("| ")
    ]
    for row in rows[2:]:
        named = re.findall(r"`(tests/[^`]+)`", row.rsplit("|", 2)[1])
        assert named, row
        assert all((ROOT / one).exists() for one in named), row
