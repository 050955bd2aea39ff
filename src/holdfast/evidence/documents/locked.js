"use strict";
// Opens what is locked in this file, in the memory of the browser alone: nothing is sent or kept.
(() => {
  const held = JSON.parse(document.getElementById("locked").textContent);
  const form = document.getElementById("lock");
  const field = document.getElementById("passphrase");
  const said = document.getElementById("lock-said");
  const button = form.querySelector("button");
  const bytes = (text) => Uint8Array.from(atob(text), (one) => one.charCodeAt(0));

  // As documents/locked.py settles it.
  const settled = (typed) => typed.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, "").normalize("NFC");

  async function opened(passphrase) {
    const words = new TextEncoder().encode(settled(passphrase));
    const known = await crypto.subtle.importKey("raw", words, "PBKDF2", false, ["deriveKey"]);
    const how = { name: "PBKDF2", hash: "SHA-256", salt: bytes(held.salt), iterations: held.iterations };
    const kind = { name: "AES-GCM", length: 256 };
    const key = await crypto.subtle.deriveKey(how, known, kind, false, ["decrypt"]);
    const also = new TextEncoder().encode(held.format);
    const lock = { name: "AES-GCM", iv: bytes(held.nonce), additionalData: also };
    return new TextDecoder().decode(await crypto.subtle.decrypt(lock, key, bytes(held.data)));
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    said.textContent = "Opening…";
    button.disabled = true;
    try {
      const text = await opened(field.value);
      // What was locked holds no script, and the policy of this file would run none of it.
      document.getElementById("open").innerHTML = text;
      document.getElementById("shut").hidden = true;
      form.reset();
      const first = document.querySelector("#open h1");
      first.tabIndex = -1;
      first.focus();
    } catch (_) {
      said.textContent = "The passphrase is not right, or the file was damaged. Nothing was opened.";
      field.focus();
    } finally {
      button.disabled = false;
    }
  });

  if (!window.crypto || !crypto.subtle) {
    said.textContent = "This browser cannot open the file. Use a current Edge, Chrome, Firefox or Safari.";
    button.disabled = true;
  } else {
    said.textContent = "";
  }
})();
