package light

// Bytes travel in documents as base64 with the alphabet of RFC 4648, section 4,
// and its padding: what a page's btoa and atob write and read.
const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

// AppendBase64 writes bytes as a JSON string in base64.
func AppendBase64(dst, data []byte) []byte {
	dst = append(dst, '"')
	for len(data) > 0 {
		var n uint32
		for i := range 3 {
			n <<= 8
			if i < len(data) {
				n |= uint32(data[i])
			}
		}
		for i := range 4 {
			if i > len(data) {
				dst = append(dst, '=')
			} else {
				dst = append(dst, alphabet[n>>(18-6*i)&63])
			}
		}
		data = data[min(3, len(data)):]
	}
	return append(dst, '"')
}

// Base64 reads bytes from a JSON string in base64.
func (r *Reader) Base64() []byte {
	text := r.String()
	if len(text)%4 != 0 {
		r.Fail("expected base64")
		return nil
	}
	padding := 0
	for padding < 2 && len(text) > padding && text[len(text)-1-padding] == '=' {
		padding++
	}
	data := make([]byte, 0, len(text)/4*3)
	n := uint32(0)
	for i := range len(text) {
		c, digit := text[i], uint32(0)
		switch {
		case c >= 'A' && c <= 'Z':
			digit = uint32(c - 'A')
		case c >= 'a' && c <= 'z':
			digit = uint32(c-'a') + 26
		case c >= '0' && c <= '9':
			digit = uint32(c-'0') + 52
		case c == '+':
			digit = 62
		case c == '/':
			digit = 63
		case c == '=' && i >= len(text)-padding:
		default:
			r.Fail("expected base64")
			return nil
		}
		n = n<<6 | digit
		if i%4 == 3 {
			data = append(data, byte(n>>16), byte(n>>8), byte(n))
			n = 0
		}
	}
	return data[:len(data)-padding]
}
