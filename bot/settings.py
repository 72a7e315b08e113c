"""Settings from the environment or `.env`; `.env.example` explains each one."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseSettings, Field, SecretStr, ValidationError, root_validator, validator

PROJECT_ROOT = Path(__file__).resolve().parents[1]
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
LOG_FORMATS = ("text", "json")
TELEGRAM_URL = "https://api.telegram.org"


class SettingsProblem(Exception):
    """The settings cannot be used; the message is one clear line for the operator."""


class Settings(BaseSettings):
    """Everything that an operator can set.

    Attributes:
        telegram_bot_token: The token of @BotFather, or None (then only the terminal chat works).
        telegram_api_url: Root address of the Bot API server, without a trailing slash.
        database_url: SQLAlchemy address of the database, or None for a file in the data folder.
        redis_url: Address of a Redis server for locks between replicas, or None.
        webhook_url: Public https address that Telegram calls.
        webhook_port: Local port of the webhook server.
        webhook_secret: Shared secret that Telegram repeats in every call.
        alert_chat_id: Telegram chat that is told about faults, or None.
        status_address: Where metrics and health are served, or None for nowhere.
        log_level: One of DEBUG, INFO, WARNING, ERROR.
        log_format: `text`, or `json` for one JSON object a line.
        data_dir: Folder for the database, backups and caches.
    """

    telegram_bot_token: SecretStr | None = Field(default=None, env="TELEGRAM_BOT_TOKEN")
    telegram_api_url: str = Field(default=TELEGRAM_URL, env="TELEGRAM_API_URL")
    database_url: str | None = Field(default=None, env="DATABASE_URL")
    redis_url: str | None = Field(default=None, env="REDIS_URL")
    webhook_url: str | None = Field(default=None, env="WEBHOOK_URL")
    webhook_port: int = Field(default=8443, env="WEBHOOK_PORT", ge=1, le=65535)
    webhook_secret: SecretStr | None = Field(default=None, env="WEBHOOK_SECRET")
    alert_chat_id: str | None = Field(default=None, env="ALERT_CHAT_ID")
    status_address: str | None = Field(default=None, env="STATUS_ADDRESS")
    log_level: str = Field(default="WARNING", env="LOG_LEVEL")
    log_format: str = Field(default="text", env="LOG_FORMAT")
    data_dir: Path = Field(default=PROJECT_ROOT / "data", env="HAMMY_DATA_DIR")

    class Config:
        """Where pydantic looks."""

        env_file = ".env"
        env_file_encoding = "utf-8"
        case_sensitive = False

    @root_validator(pre=True)
    def _blank_is_unset(cls, values: dict[str, object]) -> dict[str, object]:  # noqa: N805
        return {k: v for k, v in values.items() if not (isinstance(v, str) and not v.strip())}

    @validator("log_level")
    def _known_level(cls, value: str) -> str:  # noqa: N805
        if value.upper() not in LOG_LEVELS:
            raise ValueError(f"must be one of {', '.join(LOG_LEVELS)}")
        return value.upper()

    @validator("log_format")
    def _known_format(cls, value: str) -> str:  # noqa: N805
        if value.lower() not in LOG_FORMATS:
            raise ValueError(f"must be one of {', '.join(LOG_FORMATS)}")
        return value.lower()

    @validator("telegram_api_url")
    def _plain_root(cls, value: str) -> str:  # noqa: N805
        if not value.startswith(("http://", "https://")):
            raise ValueError("must start with http:// or https://")
        return value.rstrip("/").removesuffix("/bot")

    @property
    def database(self) -> str:
        """The database's address, the default file included."""
        return self.database_url or f"sqlite:///{self.data_dir / 'hammy.db'}"

    @property
    def models_dir(self) -> Path:
        """Where trained models lie; also the folder that the Rasa commands use."""
        return PROJECT_ROOT / "models"


def load_settings() -> Settings:
    """Read the settings.

    Raises:
        SettingsProblem: A value is unusable; says which one and why.
    """
    try:
        return Settings()
    except ValidationError as problem:
        first = problem.errors()[0]
        field = Settings.__fields__[str(first["loc"][0])]
        names = sorted(field.field_info.extra.get("env_names", {field.name}))
        raise SettingsProblem(f"Setting {names[0].upper()} {first['msg']}") from problem
