"""Run as a program: a job in JSON on stdin becomes a picture on stdout.

A program of its own, as the conversion holds Python's lock for as long as it takes, and nobody else would be served.
It knows nothing of this package, so that it starts at once.
"""

from __future__ import annotations

import json
import re
import sys
from typing import Any


def svg(job: dict[str, Any]) -> str:
    """The chart between `head` and `foot`, which are SVG, `margin` from the left and `top` from above."""
    import vl_convert

    # The specification holds its data; no address is ever to be asked for more.
    drawn = vl_convert.vegalite_to_svg(job["specification"], allowed_base_urls=["https://nowhere.invalid/"])
    height = float(re.search(r'height="([\d.]+)"', drawn)[1])  # type: ignore[index]
    begun = f'<svg x="{job["margin"]}" y="{job["top"]:g}" overflow="visible" '
    chart = drawn[drawn.index("<svg") :].replace("<svg ", begun, 1)
    foot = f'<g transform="translate(0 {job["top"] + height:g})">{job["foot"]}</g>'
    whole = f'width="{job["width"]}" height="{job["top"] + height + job["bottom"]:g}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {whole} {job["attributes"]}>{job["head"]}{chart}{foot}</svg>'


def main() -> None:
    """`specification` or `svg` of the job is drawn; as PNG where it has a `scale`."""
    job = json.load(sys.stdin)
    drawn = job.get("svg") or svg(job)
    if job.get("scale"):
        import vl_convert

        sys.stdout.buffer.write(vl_convert.svg_to_png(drawn, scale=job["scale"]))
    else:
        sys.stdout.buffer.write(drawn.encode())


if __name__ == "__main__":
    main()
