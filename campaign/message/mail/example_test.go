package mail_test

import (
	"bytes"
	"fmt"
	netmail "net/mail"
	"os"
	"strings"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/campaign/ical"
	"github.com/osmosi-learning/osmosi/campaign/message"
	"github.com/osmosi-learning/osmosi/campaign/message/mail"
)

// exampleSchedule is that of an example's campaign, for one person.
func exampleSchedule(example string) *campaign.Schedule {
	file, err := os.Open("../../../examples/" + example + "/brief.json")
	if err != nil {
		panic(err)
	}
	defer file.Close()
	brief, found := campaign.ReadBrief(file)
	if err := found.Err(); err != nil {
		panic(err)
	}
	workforce, _ := audience.NewWorkforce([]audience.Person{{ID: "fenna", GivenName: "Fenna", Language: "nl", TimeZone: "Europe/Amsterdam", Email: "fenna@viavelo.example", Traits: map[string]any{"unit": "administration", "desk": true}}})
	plan, found := campaign.NewPlan(brief, workforce)
	if plan == nil {
		panic(found.Err())
	}
	return plan.Schedule(workforce)
}

// A host keeps the Message-ID of each item, so that sending it again after a
// failure sends the same e-mail.
func ExampleCompose() {
	schedule := exampleSchedule("quickstart")
	for item, err := range schedule.For("fenna") {
		if err != nil {
			fmt.Println(err)
			return
		}
		eml, err := mail.Compose(schedule, item, mail.Envelope{
			From:            netmail.Address{Name: "Leren bij Via Velo", Address: "learning@viavelo.example"},
			MessageID:       "fenna." + item.Touchpoint + "@mail.viavelo.example",
			Site:            "https://intranet.viavelo.example",
			UnsubscribeURL:  "https://intranet.viavelo.example/unsubscribe/3f9a",
			UnsubscribeMail: "unsubscribe@viavelo.example",
		})
		if err != nil {
			fmt.Println(err)
			return
		}
		read, err := netmail.ReadMessage(bytes.NewReader(eml))
		if err != nil {
			fmt.Println(err)
			return
		}
		for _, name := range []string{"To", "Date", "Message-ID", "Subject", "Content-Language", "List-Unsubscribe-Post"} {
			fmt.Printf("%s: %s\n", name, read.Header.Get(name))
		}
		return
	}
	// Output:
	// To: "Fenna" <fenna@viavelo.example>
	// Date: Mon, 08 Feb 2027 08:30:00 +0100
	// Message-ID: <fenna.your-hour@mail.viavelo.example>
	// Subject: Vanaf februari is er een uur van jou
	// Content-Language: nl
	// List-Unsubscribe-Post: List-Unsubscribe=One-Click
}

// A learning moment that no longer comes leaves the person's calendar by an
// e-mail of its own.
func ExampleWrite() {
	schedule := exampleSchedule("security")
	for item, err := range schedule.For("fenna") {
		if err != nil {
			fmt.Println(err)
			return
		}
		if item.Minutes == 0 {
			continue
		}
		moment, _, _ := strings.Cut(item.Touchpoint, ".") // of which the item is one
		cancel, err := ical.Cancel(schedule, "fenna", moment, ical.Edition{Revision: 1, At: item.At, Organiser: "learning@viavelo.example"})
		if err != nil {
			fmt.Println(err)
			return
		}
		text, err := message.Personal(schedule, item, "https://intranet.viavelo.example")
		if err != nil {
			fmt.Println(err)
			return
		}
		eml, err := mail.Write(text, cancel, mail.Envelope{
			From:      netmail.Address{Address: "learning@viavelo.example"},
			To:        netmail.Address{Address: "fenna@viavelo.example"},
			MessageID: "fenna.cancel.1@mail.viavelo.example",
			Date:      item.At,
		})
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(bytes.Contains(eml, []byte("method=CANCEL")))
		return
	}
	// Output: true
}
