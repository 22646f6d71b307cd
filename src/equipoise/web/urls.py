"""Addresses: each can go in an email, and names what it shows."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from equipoise.web.views.collect import CollectScreen
from equipoise.web.views.explain import ExplainScreen
from equipoise.web.views.home import HomeScreen
from equipoise.web.views.match import MatchScreen
from equipoise.web.views.signing_in import SignInView

urlpatterns = [
    path("", HomeScreen.as_view(), name="home"),
    path("sign-in", SignInView.as_view(), name="login"),
    path("sign-out", LogoutView.as_view(), name="logout"),
    path("systems/<str:system>/collect", CollectScreen.as_view(), name="collect"),
    path("systems/<str:system>/match", MatchScreen.as_view(), name="match"),
    path("explain/<path:ref>", ExplainScreen.as_view(), name="explain"),
]
