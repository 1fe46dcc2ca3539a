"""What many tests share is made in one process only."""

import pytest


@pytest.mark.xdist_group("groep")
def test_a_group_of_tests_goes_to_one_process(request):
    """xdist hands groups over in the ids of tests. A pytest that keeps its ids from it loses them
    without a word, and every process makes everything itself."""
    grouping = getattr(request.config.option, "loadgroup", False)
    assert request.node.nodeid.endswith("@groep") == grouping
