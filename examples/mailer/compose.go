package main

import (
	netmail "net/mail"
	"time"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/campaign/message/mail"
)

// sender is who the e-mails come from, and where what they point to is.
type sender struct {
	from        netmail.Address
	site        string // where learning is, https; empty leaves paths
	unsubscribe string // where the handler of unsubscribing is reached, https; empty for none
	signer      signer
}

// compose writes the e-mail for an item.
func (s *sender) compose(schedule *campaign.Schedule, item campaign.Item, id string, at time.Time) ([]byte, error) {
	sub := subscription{item.Person, item.Channel, schedule.Plan().Brief.ID}
	return mail.Compose(schedule, item, mail.Envelope{
		From:           s.from,
		MessageID:      id,
		Date:           at,
		Site:           s.site,
		UnsubscribeURL: s.signer.address(s.unsubscribe, sub),
	})
}
