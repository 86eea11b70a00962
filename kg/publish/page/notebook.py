"""The page in a notebook."""

from __future__ import annotations


class Html(str):
    """A page as text; a notebook shows it in a frame that can do nothing to the notebook."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        from html import escape

        return (
            f'<iframe srcdoc="{escape(self, quote=True)}" title="Entente" width="100%" height="640" '
            'sandbox="allow-scripts allow-downloads allow-popups" style="border:0"></iframe>'
        )
