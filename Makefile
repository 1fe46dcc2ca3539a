# Aliases; ./voetlicht is the one way in.
.PHONY: demo test check stop

demo test check stop:
	./voetlicht $@
