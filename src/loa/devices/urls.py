from django.urls import path, register_converter

from loa.devices import views


class MetadataName:
    """A role, with its version but for the timestamp: `12.leaders-0a`."""

    regex = r"(?:[0-9]{1,12}\.)?[a-z]{1,32}(?:-[0-9a-f]{1,8})?"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class TargetName(MetadataName):
    """A digest and a document's name."""

    regex = r"[0-9a-f]{64}\.[A-Za-z0-9][A-Za-z0-9._-]{0,104}"


class TargetKind(MetadataName):
    """The folders in which targets lie."""

    regex = r"policy|keyring|station"


class Address(MetadataName):
    """A SHA-256 in hexadecimal."""

    regex = r"[0-9a-f]{64}"


register_converter(MetadataName, "role_metadata")
register_converter(TargetName, "target_name")
register_converter(TargetKind, "target_kind")
register_converter(Address, "object_address")

app_name = "devices"
urlpatterns = [
    path("api/claim", views.claim, name="claim"),
    path("api/ledger", views.ledger, name="ledger"),
    path("api/heartbeat", views.heartbeat, name="heartbeat"),
    path("repo/metadata/<role_metadata:name>.json", views.metadata, name="metadata"),
    path("repo/targets/<target_kind:kind>/<target_name:name>", views.target, name="target"),
    path("repo/objects/<slug:prefix>/<object_address:address>", views.stored_object, name="object"),
]
