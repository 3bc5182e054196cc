"""A service made by hand, in any protocol: one operation whose answer holds every kind of shape."""

from __future__ import annotations

from typing import Any

from botocore.model import ServiceModel

from fakeaws.model import Operation, Service

_NAMESPACE = {"prefix": "xsi", "uri": "http://www.w3.org/2001/XMLSchema-instance"}

SHAPES: dict[str, Any] = {
    "Text": {"type": "string"},
    "Number": {"type": "integer"},
    "Long": {"type": "long"},
    "Double": {"type": "double"},
    "Flag": {"type": "boolean"},
    "Bytes": {"type": "blob"},
    "Time": {"type": "timestamp"},
    "IsoTime": {"type": "timestamp", "timestampFormat": "iso8601"},
    "HttpTime": {"type": "timestamp", "timestampFormat": "rfc822"},
    "EpochTime": {"type": "timestamp", "timestampFormat": "unixTimestamp"},
    "Texts": {"type": "list", "member": {"shape": "Text"}},
    "NamedTexts": {"type": "list", "member": {"shape": "Text", "locationName": "Each"}},
    "FlatTexts": {"type": "list", "flattened": True, "member": {"shape": "Text"}},
    "FlatNamedTexts": {"type": "list", "flattened": True, "member": {"shape": "Text", "locationName": "One"}},
    "Rows": {"type": "list", "member": {"shape": "Texts"}},
    "Numbers": {"type": "map", "key": {"shape": "Text"}, "value": {"shape": "Number"}},
    "NamedMap": {
        "type": "map",
        "key": {"shape": "Text", "locationName": "Name"},
        "value": {"shape": "Inner", "locationName": "Setting", "xmlNamespace": _NAMESPACE},
    },
    "FlatMap": {"type": "map", "flattened": True, "key": {"shape": "Text"}, "value": {"shape": "Text"}},
    "Inner": {
        "type": "structure",
        "members": {
            "Kind": {"shape": "Text", "locationName": "xsi:kind", "xmlAttribute": True},
            "Text": {"shape": "Text", "locationName": "txt"},
            "Times": {"shape": "Times"},
            "Inner": {"shape": "Inner", "xmlNamespace": _NAMESPACE},
        },
    },
    "Inners": {"type": "list", "member": {"shape": "Inner", "xmlNamespace": _NAMESPACE}},
    "Times": {"type": "list", "member": {"shape": "Time"}},
    "Choice": {"type": "structure", "union": True, "members": {"A": {"shape": "Text"}, "B": {"shape": "FlatTexts"}}},
    "Answer": {
        "type": "structure",
        "members": {
            "Text": {"shape": "Text"},
            "Number": {"shape": "Number", "locationName": "num"},
            "Long": {"shape": "Long"},
            "Double": {"shape": "Double"},
            "Flag": {"shape": "Flag"},
            "Bytes": {"shape": "Bytes"},
            "Time": {"shape": "Time"},
            "IsoTime": {"shape": "IsoTime"},
            "HttpTime": {"shape": "HttpTime"},
            "EpochTime": {"shape": "EpochTime"},
            "Texts": {"shape": "Texts"},
            "NamedTexts": {"shape": "NamedTexts"},
            "FlatTexts": {"shape": "FlatTexts", "locationName": "Flats"},
            "FlatNamedTexts": {"shape": "FlatNamedTexts"},
            "Rows": {"shape": "Rows"},
            "Numbers": {"shape": "Numbers"},
            "NamedMap": {"shape": "NamedMap"},
            "FlatMap": {"shape": "FlatMap", "locationName": "Pairs"},
            "Inner": {"shape": "Inner", "xmlNamespace": _NAMESPACE},
            "Inners": {"shape": "Inners"},
            "Choice": {"shape": "Choice"},
        },
    },
    "HeaderAnswer": {
        "type": "structure",
        "members": {
            "Status": {"shape": "Number", "location": "statusCode"},
            "Text": {"shape": "Text", "location": "header", "locationName": "x-text"},
            "Long": {"shape": "Long", "location": "header", "locationName": "x-long"},
            "Double": {"shape": "Double", "location": "header", "locationName": "x-double"},
            "Flag": {"shape": "Flag", "location": "header", "locationName": "x-flag"},
            "Bytes": {"shape": "Bytes", "location": "header", "locationName": "x-bytes"},
            "Time": {"shape": "Time", "location": "header", "locationName": "x-time"},
            "IsoTime": {"shape": "IsoTime", "location": "header", "locationName": "x-iso-time"},
            "EpochTime": {"shape": "EpochTime", "location": "header", "locationName": "x-epoch-time"},
            "Texts": {"shape": "Texts", "location": "header", "locationName": "x-texts"},
            "Times": {"shape": "Times", "location": "header", "locationName": "x-times"},
            "Json": {"shape": "Text", "location": "header", "locationName": "x-json", "jsonvalue": True},
            "Meta": {"shape": "FlatMap", "location": "headers", "locationName": "x-meta-"},
            "Body": {"shape": "Text"},
        },
    },
    "Event": {
        "type": "structure",
        "event": True,
        "members": {
            "Text": {"shape": "Text", "eventheader": True},
            "Flag": {"shape": "Flag", "eventheader": True},
            "Number": {"shape": "Number", "eventheader": True},
            "Long": {"shape": "Long", "eventheader": True},
            "Bytes": {"shape": "Bytes", "eventheader": True},
            "Time": {"shape": "Time", "eventheader": True},
            "Payload": {"shape": "Inner", "eventpayload": True, "xmlNamespace": _NAMESPACE},
        },
    },
    "TextEvent": {
        "type": "structure",
        "event": True,
        "members": {"Payload": {"shape": "Text", "eventpayload": True}},
    },
    "BytesEvent": {
        "type": "structure",
        "event": True,
        "members": {"Payload": {"shape": "Bytes", "eventpayload": True}},
    },
    "BodyEvent": {
        "type": "structure",
        "event": True,
        "members": {
            "Long": {"shape": "Long", "eventheader": True},
            "Text": {"shape": "Text"},
            "Rows": {"shape": "Rows"},
        },
    },
    "Trouble": {"type": "structure", "exception": True, "members": {"Message": {"shape": "Text"}}},
    "Events": {
        "type": "structure",
        "eventstream": True,
        "members": {name: {"shape": name} for name in ("Event", "TextEvent", "BytesEvent", "BodyEvent", "Trouble")},
    },
    "StreamAnswer": {
        "type": "structure",
        "members": {"Stream": {"shape": "Events"}},
        "payload": "Stream",
    },
    "RpcStreamAnswer": {
        "type": "structure",
        "members": {"Text": {"shape": "Text"}, "Stream": {"shape": "Events"}},
    },
}


def operation(protocol: str, answer: str) -> Operation:
    """The one operation of a service that speaks `protocol`, answering the shape called `answer`."""
    wrapper = {"resultWrapper": "AskResult"} if protocol == "query" else {}
    metadata = {"protocol": protocol, "serviceId": "Made", "endpointPrefix": "made", "apiVersion": "2026-01-01"}
    asks = {"name": "Ask", "http": {"method": "GET", "requestUri": "/"}, "output": {"shape": answer, **wrapper}}
    model: Any = {"metadata": metadata, "operations": {"Ask": asks}, "shapes": SHAPES}
    return Service("made", ServiceModel(model, "made")).operation("Ask")
