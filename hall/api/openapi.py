"""How each operation of the API is described."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter

from hall.kernel.access import ACCOUNT, PUBLIC, STAFF
from hall.roles import Role

KEY = OpenApiParameter(
    "Idempotency-Key",
    str,
    OpenApiParameter.HEADER,
    description="8 至 128 个可见字符；同键同内容重发得到同一结果，不会办两次",
)
PROBLEM = {
    "type": "object",
    "properties": {
        "type": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string", "description": "稳定的错误代码"},
        "detail": {"type": "string", "description": "告诉读者接下来怎么做"},
        "data": {"type": "object", "additionalProperties": True},
        "fields": {"type": "object", "additionalProperties": True},
    },
    "required": ["status", "code", "detail"],
}
WORDS = {
    "400": "内容有误",
    "401": "未登录",
    "403": "没有权限",
    "404": "没有找到",
    "409": "状态已变化",
    "422": "不合办理规则",
    "429": "请求过于频繁",
    "503": "系统暂时连接不上",
}


class HallSchema(AutoSchema):
    """Adds who may use an operation, the key of repeatable ones, and problem details for every refusal."""

    def get_override_parameters(self) -> list[Any]:
        repeatable = getattr(self.view, "is_idempotent", False) and self.method == "POST"
        return [*super().get_override_parameters(), *([KEY] if repeatable else [])]

    def get_description(self) -> str:  # type: ignore[override]
        who = getattr(self.view, "who_may", ())
        words = "任何人" if PUBLIC in who else "、".join(_role_word(role) for role in who) or "无人"
        return f"{super().get_description() or ''}\n\n可用者：{words}".strip()

    def _get_response_bodies(self, direction: Any = "response") -> Any:
        bodies = super()._get_response_bodies(direction)
        for status, words in WORDS.items():
            content = {"application/problem+json": {"schema": PROBLEM}}
            bodies.setdefault(status, {"description": words, "content": content})
        return bodies


def _role_word(role: str) -> str:
    words = {STAFF: "工作人员", ACCOUNT: "已登录的账号（含设备）"}
    return words.get(role) or str(Role(role).label)


class TokenScheme(OpenApiAuthenticationExtension):
    """How a token is sent, for the schema."""

    target_class = "hall.api.authentication.HallTokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:
        return {
            "type": "apiKey",
            "in": "header",
            "name": "Authorization",
            "description": "Token …（见 /api/v1/token/）",
        }
