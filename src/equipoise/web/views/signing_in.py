"""Sign in."""

from typing import Any

from django.contrib.auth.views import LoginView

from equipoise.web.furniture import furniture
from equipoise.web.showing import faults_of
from equipoise.web.visit import Visit


class SignInView(LoginView):
    """Signs a person in by name and password, and leads on to where they wanted to go."""

    template_name = "equipoise/sign_in.jinja"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the form, what is wrong with it, and the layout's own."""
        context = super().get_context_data(**kwargs)
        faults = faults_of(context["form"]) if context["form"].is_bound else ()
        return {**context, **furniture(Visit(request=self.request)), "faults": faults}
