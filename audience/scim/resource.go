package scim

import "github.com/osmosi-learning/osmosi/engagement"

// resource is a SCIM user as Osmosi writes it.
type resource struct {
	Schemas           []string    `json:"schemas"`
	ID                string      `json:"id"`
	UserName          string      `json:"userName"`
	Name              *name       `json:"name,omitempty"`
	Title             string      `json:"title,omitempty"`
	UserType          string      `json:"userType,omitempty"`
	PreferredLanguage string      `json:"preferredLanguage,omitempty"`
	Timezone          string      `json:"timezone,omitempty"`
	Active            bool        `json:"active"`
	Emails            []mail      `json:"emails,omitempty"`
	Addresses         []address   `json:"addresses,omitempty"`
	Enterprise        *enterprise `json:"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User,omitempty"`
	Extension         *extension  `json:"urn:ietf:params:scim:schemas:extension:osmosi:2.0:User,omitempty"`
	Meta              meta        `json:"meta"`
}

type name struct {
	GivenName  string `json:"givenName,omitempty"`
	FamilyName string `json:"familyName,omitempty"`
}

type mail struct {
	Value   string `json:"value"`
	Type    string `json:"type"`
	Primary bool   `json:"primary"`
}

type address struct {
	Type     string `json:"type"`
	Locality string `json:"locality,omitempty"`
	Region   string `json:"region,omitempty"`
	Country  string `json:"country,omitempty"`
}

// enterprise is the standard extension of users (RFC 7643, 4.3).
type enterprise struct {
	EmployeeNumber string     `json:"employeeNumber,omitempty"`
	CostCenter     string     `json:"costCenter,omitempty"`
	Organization   string     `json:"organization,omitempty"`
	Division       string     `json:"division,omitempty"`
	Department     string     `json:"department,omitempty"`
	Manager        *reference `json:"manager,omitempty"`
}

type reference struct {
	Value string `json:"value"`
}

// extension is Osmosi's own extension of users.
type extension struct {
	Hired          engagement.Date `json:"hired,omitempty"`
	WorkDays       []string        `json:"workDays,omitempty"`
	WorkHours      string          `json:"workHours,omitempty"`
	DottedManagers []string        `json:"dottedManagers,omitempty"`
	Traits         []trait         `json:"traits,omitempty"`
}

type trait struct {
	Name   string    `json:"name"`
	Type   string    `json:"type"`
	Value  *string   `json:"value,omitempty"`
	Values *[]string `json:"values,omitempty"`
}

type meta struct {
	ResourceType string `json:"resourceType"`
}
