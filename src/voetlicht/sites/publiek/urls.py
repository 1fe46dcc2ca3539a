"""URLs of the publication: what stands before the point of a file is the address of its page."""

from django.urls import path, re_path

from voetlicht.sites.publiek import views

app_name = "publiek"

KWARTAAL = r"(?P<kwartaal>\d{4}[^/.]*)"
GEBIED = r"(?P<gebied>[^/.]+)"
UITGAVE = r"(?P<uitgave>[^/.]+)"
EXTENSION = r"\.(?P<extension>[a-z]+|csv-metadata\.json)"

urlpatterns = [
    path("", views.home, name="home"),
    path("transparantie/", views.quarters, name="quarters"),
    path("transparantie/definities", views.definitions, name="definitions"),
    path("transparantie/zoek", views.search, name="search"),
    path("transparantie/nieuwste", views.newest_overview, name="newest_overview"),
    re_path(rf"^transparantie/nieuwste/{GEBIED}$", views.newest, name="newest"),
    re_path(rf"^transparantie/nieuwste/{GEBIED}{EXTENSION}$", views.newest, name="newest_file"),
    re_path(rf"^transparantie/{KWARTAAL}/?$", views.overview, name="overview"),
    re_path(rf"^transparantie/{KWARTAAL}/{GEBIED}/?$", views.edition, name="edition"),
    re_path(rf"^transparantie/{KWARTAAL}/{GEBIED}/{UITGAVE}/?$", views.edition, name="edition"),
    re_path(rf"^transparantie/{KWARTAAL}/{GEBIED}{EXTENSION}$", views.file, name="file"),
    re_path(rf"^transparantie/{KWARTAAL}/{GEBIED}/{UITGAVE}{EXTENSION}$", views.file, name="file"),
]
