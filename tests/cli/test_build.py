"""kg build as a user meets it."""


def test_builds_and_then_finds_nothing_to_do(run, workspace):
    first = run("build", "--workspace", workspace)
    assert first.returncode == 0
    assert first.stdout.startswith("built: ")
    again = run("build", "--workspace", workspace)
    assert again.stdout.startswith("nothing has changed: ")
