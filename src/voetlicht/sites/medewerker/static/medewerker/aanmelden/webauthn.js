// A key as second step: hands the browser's answer to the form, and says so when it fails.
"use strict";

const bytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));

const base64url = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

const withIds = (descriptors = []) =>
  descriptors.map((one) => ({ ...one, id: bytes(one.id) }));

function optionsToCreate({ publicKey }) {
  return {
    ...publicKey,
    challenge: bytes(publicKey.challenge),
    user: { ...publicKey.user, id: bytes(publicKey.user.id) },
    excludeCredentials: withIds(publicKey.excludeCredentials),
  };
}

function optionsToGet({ publicKey }) {
  return {
    ...publicKey,
    challenge: bytes(publicKey.challenge),
    allowCredentials: withIds(publicKey.allowCredentials),
  };
}

function answer(credential) {
  const response = {};
  const { response: given } = credential;
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature"])
    if (given[name]) response[name] = base64url(given[name]);
  if (given.userHandle) response.userHandle = base64url(given.userHandle);
  return {
    id: credential.id,
    rawId: base64url(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

for (const form of document.querySelectorAll("[data-voetlicht-webauthn]")) {
  const data = JSON.parse(document.getElementById("webauthn-opties").textContent);
  const alert = form.querySelector("[role=alert]");
  form.querySelector("button").addEventListener("click", async () => {
    alert.hidden = true;
    try {
      const credential = form.dataset.voetlichtWebauthn === "create"
        ? await navigator.credentials.create({ publicKey: optionsToCreate(data.creation_options) })
        : await navigator.credentials.get({ publicKey: optionsToGet(data.request_options) });
      form.elements.credential.value = JSON.stringify(answer(credential));
      form.submit();
    } catch {
      alert.hidden = false;
    }
  });
}
