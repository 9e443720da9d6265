package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"
	_ "time/tzdata" // people's time zones, also on machines without the tables

	"github.com/osmosi-learning/osmosi/wasm"
)

func main() {
	addr := flag.String("addr", "127.0.0.1:8080", "address to listen on; port 0 picks a free one")
	data := flag.String("data", defaultData(), "folder for the database and the widget's files")
	flag.Parse()
	if flag.NArg() > 0 {
		fmt.Fprintf(os.Stderr, "intranet: unexpected argument %q\n", flag.Arg(0))
		flag.Usage()
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, *addr, *data); err != nil {
		fmt.Fprintln(os.Stderr, "intranet:", err)
		os.Exit(1)
	}
}

func defaultData() string {
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = os.TempDir()
	}
	return filepath.Join(cache, "osmosi-intranet")
}

// run serves the intranet until the context ends.
func run(ctx context.Context, addr, data string) error {
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return fmt.Errorf("%w (choose another address with -addr, such as -addr 127.0.0.1:0)", err)
	}
	defer listener.Close()
	widget := filepath.Join(data, "widget")
	if err := os.MkdirAll(widget, 0o700); err != nil { // who did what is nobody else's business
		return fmt.Errorf("%w (choose another folder with -data)", err)
	}
	step("Building the widget (a few seconds the first time)")
	if err := wasm.Build(ctx, widget); err != nil {
		return err
	}
	step("Planning the campaign for the workforce")
	company, err := newCompany()
	if err != nil {
		return err
	}
	step("Opening the database in " + data)
	store, err := openStore(ctx, filepath.Join(data, "events.db"))
	if err != nil {
		return err
	}
	defer store.close()
	if err := store.add(ctx, company.simulated()); err != nil {
		return err
	}
	if err := store.addSheets(ctx, company.simulatedSheets()); err != nil {
		return err
	}
	server := &http.Server{Handler: newServer(company, store, os.DirFS(widget)), ReadHeaderTimeout: 5 * time.Second}
	served := make(chan error, 1)
	go func() { served <- server.Serve(listener) }()
	fmt.Printf("The intranet of %s is at http://%s/ (stop it with Ctrl+C)\n", company.plan.Brief.Organisation, listener.Addr())
	select {
	case err := <-served:
		return err
	case <-ctx.Done():
	}
	fmt.Println("Stopping.")
	graceful, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	if err := server.Shutdown(graceful); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return nil
}

func step(what string) { fmt.Println(what + " …") }
