package scim

// The URNs of the schemas that Osmosi reads and writes.
const (
	// Schema of Osmosi's own extension of users.
	Schema = "urn:ietf:params:scim:schemas:extension:osmosi:2.0:User"

	userSchema         = "urn:ietf:params:scim:schemas:core:2.0:User"
	enterpriseSchema   = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
	patchSchema        = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
	listResponseSchema = "urn:ietf:params:scim:api:messages:2.0:ListResponse"
)

// The types of a trait in the extension. Go's int has its own, so that it comes
// back as what it was.
const (
	typeText    = "text"
	typeNumber  = "number"
	typeInteger = "integer"
	typeFlag    = "flag"
	typeDate    = "date"
	typeList    = "list"
)

// The operations of a PATCH request, in lower case.
const (
	opAdd     = "add"
	opReplace = "replace"
	opRemove  = "remove"
)
