package main

import (
	"io"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestThePlanReadsInTheTermsOfTheOfficeChosen(t *testing.T) {
	in := start(t)
	get := func(path string) string {
		answer, err := http.Get(in.url("%s", path))
		require.NoError(t, err)
		defer answer.Body.Close()
		body, err := io.ReadAll(answer.Body)
		require.NoError(t, err)
		require.Equal(t, http.StatusOK, answer.StatusCode)
		return string(body)
	}
	require.Contains(t, get("/plan?lang=en&terms=marketing"), `terms=marketing" aria-current="true">Marketing</a>`)
	require.Contains(t, get("/plan?lang=en&terms=marketing"), `&amp;terms=marketing" title=`)
	require.Contains(t, get("/plan?lang=nl&terms=%22%3E"), `terms=learning" aria-current="true">Leren en ontwikkelen</a>`)
	require.NotContains(t, get("/report?lang=nl"), "terms=hr")
	require.Contains(t, get("/plan/document?lang=en&terms=marketing"), "Value proposition")
	require.Contains(t, get("/plan/document?lang=en&terms=hr"), "Contact moment")
	require.NotContains(t, get("/plan/document?lang=en"), "<th>Contact moment</th>")
}
