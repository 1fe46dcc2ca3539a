"""The klantvolgsysteem: klant, inschrijving and dienstverlening by organisatie."""
