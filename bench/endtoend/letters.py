"""Letters to a share of the counties; apart, for the worker processes that write them when their returns are
done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.endtoend.task import KIND


def write_letters(letters: Sequence[tuple[Path, Mapping[str, object]]]) -> int:
    """Write each to its path; how many there are."""
    from xltools.letters.render import Renderer  # loaded here, for the main process writes none

    renderer = Renderer(KIND.name)
    for path, facts in letters:
        path.write_bytes(renderer.render(facts))
    return len(letters)
