// Who is signed in, from an address of your own: a host written in Go answers
// with audience.Person.Profile. The traits go to the engine within the page and
// nowhere else, and the page's markup never holds them.
const widget = document.querySelector("osmosi-widget");
const response = await fetch("/api/me/profile");
if (response.ok) {
  const { scope, briefed, traits } = await response.json();
  widget.scope = scope; // opaque, so that people who share a browser stay apart
  if (briefed) widget.briefed = briefed;
  widget.profile = traits;
}
