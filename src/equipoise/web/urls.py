"""Addresses: each can go in an email, and names what it shows."""

from django.urls import include, path

from equipoise.web.views.bridge import BridgeScreen
from equipoise.web.views.collect import CollectScreen
from equipoise.web.views.explain import ExplainScreen
from equipoise.web.views.home import HomeScreen
from equipoise.web.views.ladder import LadderScreen
from equipoise.web.views.match import MatchScreen
from equipoise.web.views.meaning import MeaningScreen
from equipoise.web.views.pair import PairScreen
from equipoise.web.views.payments import PaymentsScreen
from equipoise.web.views.plan import PlanScreen
from equipoise.web.views.pot import DelegationsScreen, PlacesScreen, PotScreen
from equipoise.web.views.return_files import MarkedUpFile, TemplateFile
from equipoise.web.views.returning import ReturnScreen
from equipoise.web.views.sheet import SheetScreen
from equipoise.web.views.sign import SignScreen
from equipoise.web.views.submitting import SubmitScreen, SubmittedScreen
from equipoise.web.views.support import SupportScreen
from equipoise.web.views.tables import TableScreen, TablesScreen
from equipoise.web.views.verify import VerifyScreen

urlpatterns = [
    path("", HomeScreen.as_view(), name="home"),
    path("account/", include("allauth.urls")),
    path("systems/<str:system>/collect", CollectScreen.as_view(), name="collect"),
    path("returns/<str:organisation>", ReturnScreen.as_view(), name="return"),
    path("returns/<str:organisation>/submit", SubmitScreen.as_view(), name="return-submit"),
    path("returns/<str:organisation>/done", SubmittedScreen.as_view(), name="return-done"),
    path("returns/<str:organisation>/template", TemplateFile.as_view(), name="return-template"),
    path("returns/<str:organisation>/marked-up", MarkedUpFile.as_view(), name="return-marked-up"),
    path("returns/<str:organisation>/files/<str:file>", SheetScreen.as_view(), name="sheet"),
    path("systems/<str:system>/match", MatchScreen.as_view(), name="match"),
    path(
        "systems/<str:system>/match/<str:commissioner>/<str:provider>",
        PairScreen.as_view(),
        name="pair",
    ),
    path("systems/<str:system>/ladder", LadderScreen.as_view(), name="ladder"),
    path("systems/<str:system>/plan", PlanScreen.as_view(), name="plan"),
    path("systems/<str:system>/bridge", BridgeScreen.as_view(), name="bridge"),
    path("systems/<str:system>/tables", TablesScreen.as_view(), name="tables"),
    path("systems/<str:system>/tables/<str:name>", TableScreen.as_view(), name="table"),
    path("systems/<str:system>/pot", PotScreen.as_view(), name="pot"),
    path("systems/<str:system>/delegations", DelegationsScreen.as_view(), name="delegations"),
    path("systems/<str:system>/places", PlacesScreen.as_view(), name="places"),
    path("systems/<str:system>/payments", PaymentsScreen.as_view(), name="payments"),
    path("systems/<str:system>/support", SupportScreen.as_view(), name="support"),
    path("returns/<str:organisation>/meaning", MeaningScreen.as_view(), name="meaning"),
    path("returns/<str:organisation>/sign", SignScreen.as_view(), name="sign"),
    path("verify", VerifyScreen.as_view(), name="verify"),
    path("explain/<path:ref>", ExplainScreen.as_view(), name="explain"),
]
