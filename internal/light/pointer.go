package light

// Pointer appends a member's name to a JSON Pointer (RFC 6901).
func Pointer(path, name string) string {
	escaped := []byte(path + "/")
	for i := range len(name) {
		switch name[i] {
		case '~':
			escaped = append(escaped, "~0"...)
		case '/':
			escaped = append(escaped, "~1"...)
		default:
			escaped = append(escaped, name[i])
		}
	}
	return string(escaped)
}
