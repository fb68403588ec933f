"""What an open tab may say to the server. Streamlit does whatever a tab says, whoever it is: to forget what
is kept for all, to write files beside the program, to make a file whose button is in another's tab."""

from google.protobuf.message import DecodeError
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.runtime import Runtime

from pages.shared.frame.signing_in.times import Key, sign_in_of

# To draw the page, to stop that, to drop a file, and that it is still there.
_ALL_MAY = frozenset({"rerun_script", "stop_script", "file_urls_request", "app_heartbeat"})
_ASKS_TO_DO, _MAKE_FILE = "backend_operation_request", "deferred_file"


def may_say(said: bytes, sign_in: Key) -> bool:
    """Whether what a tab of a sign-in said goes on to Streamlit."""
    try:
        message = BackMsg.FromString(said)
    except DecodeError:
        return False
    kind = message.WhichOneof("type")
    if kind != _ASKS_TO_DO:
        return kind in _ALL_MAY
    asked = message.backend_operation_request
    return asked.WhichOneof("payload") == _MAKE_FILE and _is_own(asked.deferred_file.file_id, sign_in)


def _is_own(file_id: str, sign_in: Key) -> bool:
    """Whether the button for a file is in a tab of the sign-in. One that is not there any more is Streamlit's
    to answer."""
    running = Runtime.instance()
    button = running.media_file_mgr._deferred_callables.get(file_id)
    if button is None:
        return True
    tab = running.get_app_session(button["session_id"])
    return tab is not None and sign_in_of(tab._user_info) == sign_in
