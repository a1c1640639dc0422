from .errors import SSIError as SSIError
from .panel import Panel as Panel
