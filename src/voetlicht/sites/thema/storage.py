"""Static files under names that tell their content."""

from functools import lru_cache

from whitenoise.storage import CompressedManifestStaticFilesStorage

NAMES = 1000
"""More than there are."""


class StaticNames(CompressedManifestStaticFilesStorage):
    """The address of a file is worked out once: a page asks for fifteen of them."""

    @lru_cache(maxsize=NAMES)  # noqa: B019 - there is one storage, as long as the process lives
    def url(self, name: str | None, force: bool = False) -> str:
        """The address, with the hash of the content in it."""
        address: str = super().url(name, force)
        return address
