"""Runs benchmarks by name: ``python -m benchmarks retrieval confidence``; without a name it lists them."""

from __future__ import annotations

import ast
import runpy
import sys
from pathlib import Path

HERE = Path(__file__).parent
HELPERS = frozenset({"__init__", "__main__", "library_folder", "logit", "metrics", "record"})


def found() -> dict[str, str]:
    """Every benchmark in this folder with the first line of its docstring."""
    files = {path.parent.name: path for path in HERE.glob("*/__main__.py")}
    files |= {path.stem: path for path in HERE.glob("*.py") if path.stem not in HELPERS}
    about = {}
    for name, path in sorted(files.items()):
        doc = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
        about[name] = doc.partition("\n")[0]
    return about


def main() -> int:
    """Run each named benchmark as a module of its own; options after ``--`` go to all of them."""
    arguments = sys.argv[1:]
    split = arguments.index("--") if "--" in arguments else len(arguments)
    names, options = arguments[:split], arguments[split + 1 :]
    known = found()
    if not names:
        width = max(map(len, known))
        for name, about in known.items():
            print(f"{name:{width}s}  {about}")
        return 0
    unknown = [name for name in names if name not in known]
    if unknown:
        print(f"No benchmark {', '.join(unknown)}; there are {', '.join(known)}.", file=sys.stderr)
        return 2
    for name in names:
        module = f"benchmarks.{name}"
        sys.argv = [module, *options]
        try:
            runpy.run_module(module, run_name="__main__", alter_sys=True)
        except SystemExit as end:
            if end.code:
                return end.code if isinstance(end.code, int) else 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
