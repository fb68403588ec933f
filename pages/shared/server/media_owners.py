"""Whose each download is. Streamlit serves its bytes to whoever has the address; here only to the sign-in
for which they were made, so that nothing of it is had with another, or after signing out."""

import os
from collections import defaultdict
from contextvars import ContextVar

from streamlit.runtime.media_file_storage import MediaFileKind
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages.shared.frame.signing_in.times import Key, sign_in_of

# Whose message is being answered: a file that is made when it is asked for is made outside the page's run.
asking: ContextVar[Key | None] = ContextVar("asking", default=None)


class OwnedMedia(MemoryMediaFileStorage):
    """Streamlit's store of media, which knows for which sign-ins each file was made."""

    def __init__(self, media_endpoint: str) -> None:
        super().__init__(media_endpoint)
        self._owners: defaultdict[str, set[Key]] = defaultdict(set)

    def load_and_get_id(
        self, path_or_data: str | bytes, mimetype: str, kind: MediaFileKind, filename: str | None = None
    ) -> str:
        file_id = super().load_and_get_id(path_or_data, mimetype, kind, filename)
        drawing = get_script_run_ctx(suppress_warning=True)
        owner = sign_in_of(drawing.user_info) if drawing else asking.get()
        if owner is not None:
            self._owners[file_id].add(owner)
        return file_id

    def delete_file(self, file_id: str) -> None:
        super().delete_file(file_id)
        self._owners.pop(file_id, None)

    def belongs(self, name: str, sign_in: Key) -> bool:
        """Whether the file of that name in an address was made for this sign-in."""
        return sign_in in self._owners.get(os.path.splitext(name)[0], ())
