package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	crand "crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"math/big"
	"net"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
	"github.com/stretchr/testify/require"
)

// guarded is a postbox that asks who is there.
type guarded struct{ box *postbox }

func (g guarded) NewSession(c *smtp.Conn) (smtp.Session, error) {
	inner, err := g.box.NewSession(c)
	return &guardedSession{Session: inner}, err
}

type guardedSession struct {
	smtp.Session
	known bool
}

func (s *guardedSession) AuthMechanisms() []string { return []string{sasl.Plain} }

func (s *guardedSession) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if s.known = user == "mailer" && password == "secret"; !s.known {
			return smtp.ErrAuthFailed
		}
		return nil
	}), nil
}

func (s *guardedSession) Mail(from string, o *smtp.MailOptions) error {
	if !s.known {
		return smtp.ErrAuthRequired
	}
	return s.Session.Mail(from, o)
}

// certificate for this machine, and the roots that vouch for it.
func certificate(t *testing.T) (tls.Certificate, *x509.CertPool) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), crand.Reader)
	require.NoError(t, err)
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true}
	raw, err := x509.CreateCertificate(crand.Reader, template, template, &key.PublicKey, key)
	require.NoError(t, err)
	parsed, err := x509.ParseCertificate(raw)
	require.NoError(t, err)
	roots := x509.NewCertPool()
	roots.AddCert(parsed)
	return tls.Certificate{Certificate: [][]byte{raw}, PrivateKey: key}, roots
}

func TestEncryptedAndAuthenticated(t *testing.T) {
	own, roots := certificate(t)
	for _, c := range []struct {
		name     string
		how      protection
		offers   bool // TLS
		roots    *x509.CertPool
		password string
		fault    string
		hopeless bool
	}{
		{"STARTTLS", startTLS, true, roots, "secret", "", false},
		{"from the first byte", implicit, true, roots, "secret", "", false},
		{"a wrong password", startTLS, true, roots, "wrong", "authentication as mailer", true},
		{"a certificate that nobody vouches for", startTLS, true, x509.NewCertPool(), "secret", "certificate", true},
		{"the same from the first byte", implicit, true, x509.NewCertPool(), "secret", "certificate", true},
		{"a server without STARTTLS", startTLS, false, roots, "secret", "support STARTTLS", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			box := &postbox{}
			server := smtp.NewServer(guarded{box})
			server.Domain = "localhost"
			if c.offers {
				server.TLSConfig = &tls.Config{Certificates: []tls.Certificate{own}}
			}
			listener, err := net.Listen("tcp", "127.0.0.1:0")
			require.NoError(t, err)
			address := listener.Addr().String()
			if c.how == implicit {
				listener = tls.NewListener(listener, server.TLSConfig)
			}
			go server.Serve(listener)
			defer server.Close()
			sends := &transport{address: address, protection: c.how, tls: &tls.Config{RootCAs: c.roots}, user: "mailer", password: c.password, from: "a@ontano.example"}
			defer sends.quit()
			err = sends.connect(t.Context())
			if c.fault != "" {
				require.ErrorContains(t, err, c.fault)
				var stop *hopeless
				require.Equal(t, c.hopeless, errors.As(err, &stop))
				require.Empty(t, box.messages())
				return
			}
			require.NoError(t, err)
			_, encrypted := sends.client.TLSConnectionState()
			require.True(t, encrypted)
			for range 2 { // over one connection
				require.NoError(t, sends.deliver("b@ontano.example", []byte("Subject: s\r\n\r\n.a line that begins with a dot\r\n"), func() (bool, error) { return true, nil }))
			}
			require.Len(t, box.messages(), 2)
			require.Contains(t, string(box.messages()[1].body), "\r\n.a line")
		})
	}
}

func TestASenderWhomTheServerRefusesStopsTheMailer(t *testing.T) {
	box := &postbox{}
	server := smtp.NewServer(guarded{box}) // and nobody says who they are
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	go server.Serve(listener)
	defer server.Close()
	m := ready(t, box, func(s *settings) { s.smtp = listener.Addr().String() })
	err = m.run(t.Context())
	require.ErrorContains(t, err, "sender learning@ontano.example")
	all, err := m.outbox.tally(t.Context(), m.clock.now())
	require.NoError(t, err)
	require.Equal(t, map[state]int{queued: 329}, all.in, "no message is blamed")
}

func TestAMessageWithdrawnBeforeTheDotIsNoMessage(t *testing.T) {
	box := &postbox{}
	server, address, err := newServer(box)
	require.NoError(t, err)
	defer server.Close()
	sends := &transport{address: address, from: "a@ontano.example"}
	require.NoError(t, sends.connect(t.Context()))
	err = sends.deliver("b@ontano.example", []byte("Subject: s\r\n\r\nbody\r\n"), func() (bool, error) { return false, nil })
	require.ErrorIs(t, err, errWithdrawn)
	require.NoError(t, sends.connect(t.Context()))
	require.NoError(t, sends.deliver("c@ontano.example", []byte("Subject: s\r\n\r\nbody\r\n"), func() (bool, error) { return true, nil }))
	sends.quit()
	require.Len(t, box.messages(), 1)
	require.Equal(t, []string{"c@ontano.example"}, box.messages()[0].to)
}
