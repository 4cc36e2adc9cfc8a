"""The image without a container engine: its steps replayed in a folder, its files compared."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml

pytestmark = pytest.mark.xdist_group("packaging")

# Paths that the base image and the machine of the test have in common; all others are put below a folder.
SYSTEM = ("bin", "dev", "etc", "lib", "proc", "sbin", "usr")
ABSOLUTE_PATH = re.compile(rf"(?<![\w./$}}*-])/(?!(?:{'|'.join(SYSTEM)})\b)(?=\w)")
# They need root, or change the machine: noted, not done.
PRIVILEGED = re.compile(r"\b(?:useradd|groupadd|adduser|addgroup|chown|chgrp)\b|--(?:owner|group)=")
NOT_REPLAYED = {"CMD", "ENTRYPOINT", "EXPOSE", "HEALTHCHECK", "LABEL", "USER"}


@dataclass(frozen=True)
class Step:
    keyword: str
    text: str

    def option(self, name: str) -> str | None:
        found = re.search(rf"--{name}=(\S+)", self.text)
        return found[1] if found else None

    def words(self) -> list[str]:
        """The arguments of a step in either form, options left out."""
        bare = re.sub(r"^(?:--\S+\s+)+", "", self.text)
        words = json.loads(bare) if bare.startswith("[") else shlex.split(bare)
        return [str(word) for word in words]


@dataclass
class Image:
    """Each stage is made in `folder/root`, so that paths written into its files stay true in the next."""

    folder: Path
    context: Path
    run: Callable[..., str]
    exports: list[str] = field(default_factory=list)
    privileged: list[str] = field(default_factory=list)
    stage: str = ""
    workdir: str = "/"

    @property
    def root(self) -> Path:
        return self.folder / "root"

    def replay(self, steps: list[Step]) -> None:
        for step in steps:
            if step.keyword in NOT_REPLAYED:
                continue
            handler = getattr(self, f"_{step.keyword.lower()}", None)
            assert handler, f"no replay of {step.keyword}; write one, or keep to {sorted(NOT_REPLAYED)}"
            handler(step)

    def mapped(self, text: str) -> str:
        return ABSOLUTE_PATH.sub(lambda _: f"{self.root}/", text)

    def command(self, script: str, **variables: object) -> list[str]:
        """A shell command in the environment of the stage; `variables` win over the image's own."""
        forced = [f"export {name}={shlex.quote(str(value))}" for name, value in variables.items()]
        return ["sh", "-c", "\n".join(["set -e", *self.exports, *forced, script])]

    def _from(self, step: Step) -> None:
        image, _, name = step.text.partition(" AS ")
        assert re.fullmatch(r"python:3\.\d+-slim", image), "the replay has Python, and nothing else, at its base"
        if self.root.exists():
            self.root.rename(self.folder / self.stage)
        self.root.mkdir()
        # The base image's own python and pip, whichever way the machine names them.
        self.exports = [f"export PATH={shlex.quote(str(self.folder / 'base' / 'bin'))}:$PATH"]
        self.stage, self.workdir = name.strip(), "/"

    def _workdir(self, step: Step) -> None:
        self.workdir = step.text
        Path(self.mapped(self.workdir)).mkdir(parents=True, exist_ok=True)

    def _env(self, step: Step) -> None:
        for assignment in step.words():
            name, _, value = assignment.partition("=")
            self.exports.append(f'export {name}="{self.mapped(value)}"')

    def _copy(self, step: Step) -> None:
        *sources, destination = step.words()
        stage = step.option("from")
        target = Path(self.mapped(destination)) if destination.startswith("/") else self._here() / destination
        for source in sources:
            origin = self.folder / stage / source.lstrip("/") if stage else self.context / source
            if origin.is_dir():
                ignored = shutil.ignore_patterns("__pycache__")
                shutil.copytree(origin, target, symlinks=True, dirs_exist_ok=True, ignore=None if stage else ignored)
            else:
                target.mkdir(parents=True, exist_ok=True)
                shutil.copy2(origin, target)

    def _run(self, step: Step) -> None:
        if PRIVILEGED.search(step.text):
            self.privileged.append(step.text)
        else:
            self.run(self.command(self.mapped(step.text)), self._here(), needs_index=True)

    def _here(self) -> Path:
        return Path(self.mapped(self.workdir)) if self.workdir != "/" else self.root


def read_steps(dockerfile: Path) -> list[Step]:
    text = re.sub(r"^\s*#.*\n", "", dockerfile.read_text("utf-8"), flags=re.MULTILINE)
    lines = re.sub(r"\\\n\s*", " ", text).splitlines()
    return [Step(line.partition(" ")[0].upper(), line.partition(" ")[2].strip()) for line in lines if line.strip()]


@pytest.fixture(scope="session")
def steps(root: Path) -> list[Step]:
    return read_steps(root / "Dockerfile")


@pytest.fixture(scope="session")
def final(steps: list[Step]) -> dict[str, Step]:
    """The last step of each kind in the final stage, which is what counts in the image."""
    start = max(index for index, step in enumerate(steps) if step.keyword == "FROM")
    return {step.keyword: step for step in steps[start:]}


@pytest.fixture(scope="session")
def health_command(final: dict[str, Step]) -> list[str]:
    return [str(word) for word in json.loads(final["HEALTHCHECK"].text.partition(" CMD ")[2])]


@pytest.fixture(scope="session")
def service(root: Path) -> dict[str, Any]:
    services = yaml.safe_load((root / "compose.yaml").read_text("utf-8"))["services"]
    (only,) = services.values()
    return dict(only)


@pytest.fixture(scope="session")
def workflow(root: Path) -> dict[str, Any]:
    path = root / ".github" / "workflows" / "ci.yml"
    if not path.exists():
        pytest.skip("no workflow here, as in an sdist")
    return dict(yaml.safe_load(path.read_text("utf-8")))


@pytest.fixture(scope="session")
def image(root: Path, steps: list[Step], run: Callable[..., str], tmp_path_factory: pytest.TempPathFactory) -> Image:
    folder = tmp_path_factory.mktemp("image")
    run([sys.executable, "-m", "venv", "base"], folder)
    image = Image(folder, root, run)
    image.replay(steps)
    return image


def test_dockerfile_is_clean_under_hadolint(root: Path, run: Callable[..., str]) -> None:
    hadolint = Path(sysconfig.get_path("scripts")) / "hadolint"

    assert run([hadolint, "Dockerfile"], root) == ""


def test_image_serves_is_healthy_and_ends_on_sigterm(
    image: Image,
    final: dict[str, Step],
    health_command: list[str],
    serve: Callable[..., Any],
    free_port: int,
    tmp_path: Path,
) -> None:
    forced = {"ONMOCK_HOST": "127.0.0.1", "ONMOCK_PORT": free_port}
    entry = shlex.join([*final["ENTRYPOINT"].words(), *final["CMD"].words()])
    health = image.command(f"exec {shlex.join(health_command)}", **forced)

    assert subprocess.run(health, cwd=tmp_path, capture_output=True).returncode != 0
    with serve(image.command(f"exec {entry}", **forced), free_port, cwd=tmp_path) as server:
        assert subprocess.run(health, cwd=tmp_path).returncode == 0
        assert server.end() == 0


def test_image_finds_its_command_in_its_own_venv(image: Image, run: Callable[..., str], tmp_path: Path) -> None:
    place = Path(run(image.command("command -v onmock"), tmp_path).strip())

    assert place.is_relative_to(image.root)


def test_image_leaves_pip_behind(image: Image) -> None:
    assert list(image.root.rglob("bin/pip*")) == []


def test_image_runs_as_a_numeric_user_other_than_root(final: dict[str, Step]) -> None:
    user, _, group = final["USER"].text.partition(":")

    # A number, because an orchestrator that demands a non-root user cannot look a name up.
    assert user.isdigit()
    assert int(user) > 0
    assert int(group) > 0


def test_privileged_steps_concern_the_user_of_the_image_only(image: Image, final: dict[str, Step]) -> None:
    user, _, group = final["USER"].text.partition(":")

    assert image.privileged == [f"install --directory --owner={user} --group={group} /data"]


def test_entrypoint_and_command_are_in_exec_form(final: dict[str, Step]) -> None:
    # In the shell form a shell would get SIGTERM in place of the server.
    assert [final["ENTRYPOINT"].text, final["CMD"].text] == ['["onmock"]', '["serve"]']


def test_copied_files_are_let_through_by_dockerignore(root: Path, steps: list[Step]) -> None:
    if not (root / ".dockerignore").exists():
        pytest.skip("no .dockerignore here, as in an sdist")
    lines = (root / ".dockerignore").read_text("utf-8").splitlines()
    allowed = {line.removeprefix("!") for line in lines if line.startswith("!")}
    copied = {
        source for step in steps if step.keyword == "COPY" and not step.option("from") for source in step.words()[:-1]
    }

    assert copied == allowed


def test_compose_publishes_on_loopback_only(service: dict[str, Any]) -> None:
    assert [port.rpartition(":")[0].rpartition(":")[0] for port in service["ports"]] == ["127.0.0.1"]
    assert "network_mode" not in service


def test_compose_publishes_the_port_of_the_image(service: dict[str, Any], final: dict[str, Step]) -> None:
    (published,) = service["ports"]
    port = final["EXPOSE"].text

    assert published.split(":")[1:] == [port, port]
    assert f"ONMOCK_PORT={port}" in final["ENV"].words()


def test_compose_asks_for_health_as_the_image_does(service: dict[str, Any], health_command: list[str]) -> None:
    assert service["healthcheck"]["test"] == ["CMD", *health_command]


def test_compose_takes_every_privilege_away(service: dict[str, Any]) -> None:
    assert service["read_only"] is True
    assert service["tmpfs"] == ["/tmp"]
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert {"privileged", "cap_add", "user"}.isdisjoint(service)


def test_compose_shows_tests_that_wait_for_health(root: Path, final: dict[str, Step]) -> None:
    text = (root / "compose.yaml").read_text("utf-8")
    shown = re.sub(r"^  # (?=tests:|  )", "  ", text, flags=re.MULTILINE)
    tests = yaml.safe_load(shown)["services"]["tests"]

    assert tests["depends_on"] == {"onmock": {"condition": "service_healthy"}}
    assert tests["environment"] == {"ONMOCK_URL": f"http://onmock:{final['EXPOSE'].text}"}


def test_workflow_runs_the_same_as_ci_run(workflow: dict[str, Any]) -> None:
    job = workflow["jobs"]["check"]

    assert [step["run"] for step in job["steps"] if "run" in step] == [".ci/run"]


def test_workflow_covers_every_python_that_is_promised(workflow: dict[str, Any], root: Path) -> None:
    project = (root / "pyproject.toml").read_text("utf-8")
    promised = set(re.findall(r"Programming Language :: Python :: (3\.\d+)", project))

    assert promised <= set(workflow["jobs"]["check"]["strategy"]["matrix"]["python"])


def test_workflow_may_only_read(workflow: dict[str, Any]) -> None:
    assert workflow["permissions"] == {}
    assert [job["permissions"] for job in workflow["jobs"].values()] == [{"contents": "read"}] * len(workflow["jobs"])


def test_workflow_jobs_have_a_time_limit(workflow: dict[str, Any]) -> None:
    assert [name for name, job in workflow["jobs"].items() if "timeout-minutes" not in job] == []
