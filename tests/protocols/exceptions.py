"""Where botocore does not give back what was said, with the behaviour that causes it. All else comes back equal."""

ANSWERS = {
    "dataexchange.send_api_asset": (
        "ResponseHeaders is bound to headers with any name, so _parse_header_map puts all of HTTP's own into it"
    ),
    "s3.get_bucket_location": (
        "the text of the root is no member for the parser; parse_get_bucket_location reads it after the call"
    ),
    "s3.get_bucket_notification": (
        "Event and Events are both read from the elements <Event>, so _build_name_to_xml_node mixes them"
    ),
}
"""Operations whose whole answers do not come back from the parser alone."""

CODES_IN_HEADERS = "x-amzn-errortype"
"""A member of an error that is bound to this header is the error's code: RestJSONParser reads the code there."""

CODE_MEMBER = "Code"
"""A member of a query error with this name is the error's code: both are the element <Code>."""

WITHOUT_BODY = frozenset({"mediastore-data.describe_object", "s3.head_bucket", "s3.head_object"})
"""HEAD has no body: rest-xml's code is the status, rest-json has the code in a header, and neither has a message.

An answer 500 without a body is no service's for ResponseParser: _is_generic_error_response.
"""

OTHER_CODES = frozenset({"sqs"})
"""Services whose codes for the client are older than their model: _do_query_compatible_error_parse."""

SHARED_CODES = {("cloudwatch", "ResourceNotFound"): "ResourceNotFound"}
"""Codes of two errors in one service: ClientExceptionsFactory keeps the class that the model has last."""
