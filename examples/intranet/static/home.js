// The page knows who is here; the widget decides with it, and keeps it to itself.
import "/widget/osmosi-widget.js";

const profile = document.getElementById("profile").textContent;
document.querySelector("osmosi-widget").profile = JSON.parse(profile);
