"""Markdown of what was measured."""


def table(titles, rows):
    lines = [titles, ["---"] * len(titles), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def ratio(a, b):
    """How many times b fits into a, with as many digits as it is worth."""
    times = a / b
    return f"{times:.1f}" if times >= 2 else f"{times:.2f}"


def mebibytes(size):
    return f"{size / 2**20:,.0f} MiB"


def megabytes(size):
    return f"{size / 1e6:,.1f} MB"


def of_renders(results):
    """Ratios to the first, A."""
    base = results[0].median
    rows = []
    for result in results:
        found = result.median
        if not found:
            rows.append([result.name, f"failed: {result.failure}", *[""] * 6])
            continue
        rows.append([result.name, f"{found.wall:.2f} s", ratio(base.wall, found.wall),
                     f"{found.cpu:.2f} s", ratio(base.cpu, found.cpu), mebibytes(found.rss),
                     megabytes(found.size), result.rounds])
    return table(["", "wall", "x A", "CPU", "x A", "peak RSS", "file", "runs"], rows)
