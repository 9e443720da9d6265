// The widget in React 19, which knows custom elements: attributes, properties
// and events by their names. For React 18 see Osmosi18.jsx.
import { useCallback, useEffect } from "react";

// The widget is a file of your server's, not part of your bundle, so that it is
// of the same version as the engine beside it.
const load = (address) => import(/* webpackIgnore: true */ /* @vite-ignore */ address);

export function Osmosi({ base = "/osmosi/", language, profile, scope, endpoint, onStarted, children }) {
  useEffect(() => { load(`${base}osmosi-widget.js`); }, [base]);
  // By ref, because React writes an object into an attribute where it draws the
  // element before the module has loaded.
  const give = useCallback((element) => { if (element) element.profile = profile; }, [profile]);
  return (
    <osmosi-widget ref={give} src={`${base}bundle.json`} lang={language} scope={scope} endpoint={endpoint} onosmosi-started={onStarted}>
      {children}
    </osmosi-widget>
  );
}
