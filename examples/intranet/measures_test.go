package main

import (
	"io"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/evaluation/measure"
)

func TestTheReportIsADashboardFromWhichTheReportBySegmentIsReached(t *testing.T) {
	in := start(t)
	get := func(path string) string {
		answer, err := http.Get(in.url("%s", path))
		require.NoError(t, err)
		defer answer.Body.Close()
		body, err := io.ReadAll(answer.Body)
		require.NoError(t, err)
		require.Equal(t, http.StatusOK, answer.StatusCode, string(body))
		return string(body)
	}
	frame := get("/report?lang=it")
	require.Contains(t, frame, `<iframe src="/report/measures?`)
	require.Contains(t, frame, `<a href="/report/document?`)
	require.Contains(t, get("/report/measures?lang=it"), "Indice di coinvolgimento")
	require.Contains(t, get("/report/document?lang=it"), "Rapporto")
	var m measure.Measures
	in.get("/measures.json", &m)
	require.Positive(t, *m.Figures[0].Count.People)
}
