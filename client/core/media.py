"""Where pictures and files are, for the controls that show and open them."""

from client.core.device import Device
from client.core.me import MeStore
from wire.media import File, Photo, address, file_address


class ShowsMedia:
    """The part of an account that knows addresses."""

    device: Device
    me: MeStore

    def photo(self, photo: Photo, size: int) -> str:
        """The address of a picture's copy of ``size``, for an image control."""
        return self._server + address(photo.id, size, self.me.grant)

    def file(self, file: File) -> str:
        """The address of a file, to open it."""
        return self._server + file_address(file.id, self.me.grant)

    @property
    def _server(self) -> str:
        # In a browser it is the page's own server, and its cookie is the pass.
        return "" if self.device.transport is not None else self.device.base_url
