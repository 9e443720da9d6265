import { useState } from "react";
import { createRoot } from "react-dom/client";
import { Osmosi } from "./Osmosi.jsx";

function Page() {
  const [language, setLanguage] = useState("en"), [started, setStarted] = useState(0), [leads, setLeads] = useState(false);
  return (
    <main>
      <button id="nl" onClick={() => setLanguage("nl")}>nl</button>
      <button id="leads" onClick={() => setLeads(true)}>leads</button>
      <p id="started">{started}</p>
      <Osmosi language={language} profile={{ tenureDays: 12, manager: leads }} onStarted={() => setStarted((n) => n + 1)}><p>Learning</p></Osmosi>
    </main>
  );
}

createRoot(document.getElementById("root")).render(<Page />);
