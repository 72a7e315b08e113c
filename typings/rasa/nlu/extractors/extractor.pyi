from typing import Any

class EntityExtractorMixin:
    def add_extractor_name(self, entities: list[dict[str, Any]]) -> list[dict[str, Any]]: ...
