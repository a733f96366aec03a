"""A language model behind any OpenAI-compatible endpoint: the only door to langchain and openai.

Asked with a prompt of `prompts/`, it returns a validated value or raises ModelUnavailable with one
sentence. Nothing here knows what a declaration is. No vendor library is loaded before the first
question is asked.
"""

from assistant.llm.chat import Asked, Reply, Terms
from assistant.llm.endpoint import Endpoint, endpoint_of
from assistant.llm.grounds import Grounds
from assistant.llm.ladder import WORDS
from assistant.llm.model import Conversation, Model, OnParts, open_model
from assistant.llm.prompts import Message, Prompt, load_prompt, prompt_names
from assistant.llm.sending import outgoing, require_consent

__all__ = [
    "WORDS",
    "Asked",
    "Conversation",
    "Endpoint",
    "Grounds",
    "Message",
    "Model",
    "OnParts",
    "Prompt",
    "Reply",
    "Terms",
    "endpoint_of",
    "load_prompt",
    "open_model",
    "outgoing",
    "prompt_names",
    "require_consent",
]
