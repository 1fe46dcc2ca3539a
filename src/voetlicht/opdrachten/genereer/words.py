"""The words that invented names and streets are made of.

Made up for this purpose; no list of real persons or streets was used.
"""


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


FIRST_NAMES = _words(
    """
    Ria Joost Femke Sanne Wim Truus Jelle Maaike Bas Lotte Gijs Neeltje Koen Tineke Ruben Hanna
    Dirk Marijke Teun Fenna Sjoerd Baukje Wiebe Aukje Jitske Douwe Hidde Froukje Rinske Tjitske
    Mees Saar Daan Noor Jip Tess Bram Fleur Thijs Roos Stijn Merel Luuk Iris Niek Linde Joris Vera
    Pim Floor Arjan Ellen Erik Anja Hans Petra Kees Corrie Piet Greet Jan Annie Henk Willy Gerrit
    Mia Theo Bep Cor Toos Leo Nel Ad Joke Rob Ans Ton Els Frank Loes Marc Ilse Peter Gerda Ronald
    Wilma Zoë Chloé Noémie Loïs Daniël Anaïs René Josée André Hélène Joëlle Michaël Raphaël Renée
    Fatima Youssef Samira Hamza Naima Bilal Khadija Omar Yasmina Rachid Malika Said Zohra Karim
    Ayşe Mehmet Elif Çağla Emre Gülşen Okan Şule Hakan Özlem Deniz Büşra Yiğit Tuğba
    Ramón Luís María Xiomara Jairo Shanice Urmila Radjesh Soerin Indra Wensley Marciano Gwendolyn
    Agnieszka Paweł Zofia Łukasz Małgorzata Jakub Bogdan Ioana Ștefan Mihaela Dragana Goran Željko
    Nadège Oumar Aminata Abel Semhar Yonas Tekle Rahel Farid Laleh Parwin Nasrin Dilan Jiyan Thuy
    Minh Mei Jun Anne-Marie Jan-Willem Marie-José Pieter-Bas Maria-Louise Karel-Jan
    """
)

# A surname is a beginning and an end: Zand + horst.
SURNAME_BEGINNINGS = _words(
    """
    Zand Berken Molen Linden Wilgen Hout Steen Klei Veen Riet Gras Heide Duin Eiken Beuken Vlas
    Haver Rogge Brem Mos Klaver Distel Kersen Appel Noten Roos Kraai Reiger Kieviten Zwanen Otter
    Bever Hazen Vossen Ganzen Snoek Zilver Koper IJzer Winter Zomer Regen Mist Wolken Sterren
    Zonne
    """
)
SURNAME_ENDS = _words("veld kamp horst brink laar hoek dal berg stra sma inga mans huizen")
# Made to sound as if from elsewhere.
SURNAMES_FROM_ELSEWHERE = _words(
    """
    Öztopraklı Yıldıztepe Gülbahçeci Karadağlıoğlu Demirbağ Çınarköy Şahinyurt Benzahrani Bouzantari
    Azmahroui Haddoulaki Elmansaroui Ramdinsardjoe Soekhbirsing Kartosemito Martisoro Djokarimo
    Kowalnicki Wiśnioborska Zielonkowska Łąkowski Dąbrowiak Popanescu Crăciunoiu Đurđevarić
    Živkovačić Häusserling Königsdörfer Müllenbrück Lécluysière Beauchampré Désirondelle
    Garcíolmo Peñalverde Muñozábal Gonçalveira Gebrezewdi Teklehaimanu Afewerkidan Warsamabdi
    Noorzadali Rahimyarkhel Hosseinabani Nguyenthach Chenlingwa Wongsuthorn Okonkwadu Mensahbio
    """
)
VOORVOEGSELS = ("van der", "de", "van den", "van", "van de", "ten", "ter", "op de", "in 't", "te")

STREET_BEGINNINGS = _words(
    """
    Bakkers Smeden Wevers Molenaars Schippers Kuipers Touwslagers Linde Berken Kastanje Esdoorn
    Merel Lijster Zwaluw Reiger Spreeuwen Kersen Appel Pruimen Kaneel Peper Saffraan Zilver Tin
    Maan Zonne Sterren Regenboog Horizon Herfst Lente Veen Klei Turf Riet Haven Brug Sluis Kerk
    School Markt Stations Polder Dijk Weide Akker Tuinders Vogel Vlinder Bijen
    """
)
STREET_ENDS = _words("straat laan weg hof plein singel pad kade steeg gracht dreef plantsoen")
STREET_FRONTS = ("", "", "", "", "Oude ", "Nieuwe ", "Kleine ", "Lange ", "Korte ", "Achter de ")
