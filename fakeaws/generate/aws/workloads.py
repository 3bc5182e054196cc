"""What runs and what is sent: functions, executions, queues and logs."""

from __future__ import annotations

from fakeaws.generate.aws.home import ALPHANUMERIC, HEX, Home
from fakeaws.generate.aws.regions import dns_suffix_of


class Workloads(Home):
    """Names of functions and executions, messages and their queues, log groups and streams."""

    def aws_function_name(self) -> str:
        return self.aws_name(self._random.choice(STEMS))

    def aws_function_version(self) -> str:
        """A published version; `$LATEST` is the one that is not."""
        return str(self._random.randrange(1, 100))

    def aws_execution_name(self) -> str:
        """The name that Step Functions gives an execution that was started without one."""
        return self.aws_uuid()

    def aws_task_id(self) -> str:
        """The id of a task or a container instance of ECS."""
        return self._text(HEX, 32)

    def aws_queue_url(self, name: str | None = None) -> str:
        host = f"sqs.{self._region}.{dns_suffix_of(self._region)}"
        return f"https://{host}/{self._account}/{name or self.aws_name('orders')}"

    def aws_message_id(self) -> str:
        return self.aws_uuid()

    def aws_receipt_handle(self) -> str:
        """What deletes a message that was received."""
        return f"AQEB{self._text(f'{ALPHANUMERIC}/+', 340)}=="

    def aws_log_group(self) -> str:
        """The group that a function of Lambda writes to."""
        return f"/aws/lambda/{self.aws_function_name()}"

    def aws_log_stream(self) -> str:
        """The stream that one instance of a function writes to: `2025/03/14/[$LATEST]…`."""
        day = f"2025/{self._random.randrange(1, 13):02d}/{self._random.randrange(1, 29):02d}"
        return f"{day}/[$LATEST]{self._text(HEX, 32)}"


STEMS = ("orders", "payments", "invoices", "search", "thumbnails", "notifications")
"""What the things of a shop are called."""
