package relation

import "math"

// Draw is the source of one decision's randomness: the same draw gives the same
// choice, everywhere. A host keeps one seed a person or a page and counts on.
type Draw struct {
	Seed, Counter uint64
}

// golden is 2⁶⁴ divided by the golden ratio.
const golden = 0x9e3779b97f4a7c15

// bits are the i-th 64 random bits of a draw: a counter-based generator, by the
// finaliser of SplitMix64 (Steele, Lea and Flood 2014).
func (d Draw) bits(i uint64) uint64 {
	x := (d.Counter*golden ^ d.Seed) + (i+1)*0xd1342543de82ef95
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// normal has the middles of 256 equally likely parts of the normal distribution,
// stretched to variance 1, so that one random byte is one draw.
var normal = [256]float32{
	-2.8929, -2.52685, -2.34111, -2.21213, -2.11186, -2.02911, -1.95824, -1.89599,
	-1.84029, -1.78976, -1.7434, -1.70049, -1.66049, -1.62298, -1.5876, -1.5541,
	-1.52225, -1.49187, -1.4628, -1.43491, -1.40808, -1.38223, -1.35727, -1.33312,
	-1.30972, -1.28701, -1.26495, -1.24348, -1.22257, -1.20217, -1.18226, -1.16281,
	-1.14379, -1.12516, -1.10692, -1.08904, -1.0715, -1.05428, -1.03737, -1.02074,
	-1.00439, -0.988308, -0.972473, -0.956877, -0.94151, -0.926361, -0.91142, -0.896679,
	-0.882129, -0.867763, -0.853573, -0.839551, -0.825693, -0.81199, -0.798437, -0.785029,
	-0.771759, -0.758624, -0.745617, -0.732735, -0.719972, -0.707325, -0.69479, -0.682363,
	-0.670039, -0.657816, -0.64569, -0.633658, -0.621716, -0.609862, -0.598092, -0.586404,
	-0.574796, -0.563264, -0.551806, -0.54042, -0.529103, -0.517853, -0.506668, -0.495545,
	-0.484484, -0.473481, -0.462534, -0.451643, -0.440805, -0.430018, -0.41928, -0.40859,
	-0.397947, -0.387348, -0.376793, -0.366279, -0.355805, -0.34537, -0.334972, -0.32461,
	-0.314282, -0.303988, -0.293726, -0.283494, -0.273292, -0.263118, -0.252972, -0.242851,
	-0.232754, -0.222682, -0.212631, -0.202602, -0.192593, -0.182604, -0.172632, -0.162678,
	-0.15274, -0.142816, -0.132907, -0.12301, -0.113126, -0.103252, -0.0933885, -0.083534,
	-0.0736876, -0.0638483, -0.0540151, -0.0441871, -0.0343633, -0.0245429, -0.0147248, -0.00490811,
	0.00490811, 0.0147248, 0.0245429, 0.0343633, 0.0441871, 0.0540151, 0.0638483, 0.0736876,
	0.083534, 0.0933885, 0.103252, 0.113126, 0.12301, 0.132907, 0.142816, 0.15274,
	0.162678, 0.172632, 0.182604, 0.192593, 0.202602, 0.212631, 0.222682, 0.232754,
	0.242851, 0.252972, 0.263118, 0.273292, 0.283494, 0.293726, 0.303988, 0.314282,
	0.32461, 0.334972, 0.34537, 0.355805, 0.366279, 0.376793, 0.387348, 0.397947,
	0.40859, 0.41928, 0.430018, 0.440805, 0.451643, 0.462534, 0.473481, 0.484484,
	0.495545, 0.506668, 0.517853, 0.529103, 0.54042, 0.551806, 0.563264, 0.574796,
	0.586404, 0.598092, 0.609862, 0.621716, 0.633658, 0.64569, 0.657816, 0.670039,
	0.682363, 0.69479, 0.707325, 0.719972, 0.732735, 0.745617, 0.758624, 0.771759,
	0.785029, 0.798437, 0.81199, 0.825693, 0.839551, 0.853573, 0.867763, 0.882129,
	0.896679, 0.91142, 0.926361, 0.94151, 0.956877, 0.972473, 0.988308, 1.00439,
	1.02074, 1.03737, 1.05428, 1.0715, 1.08904, 1.10692, 1.12516, 1.14379,
	1.16281, 1.18226, 1.20217, 1.22257, 1.24348, 1.26495, 1.28701, 1.30972,
	1.33312, 1.35727, 1.38223, 1.40808, 1.43491, 1.4628, 1.49187, 1.52225,
	1.5541, 1.5876, 1.62298, 1.66049, 1.70049, 1.7434, 1.78976, 1.84029,
	1.89599, 1.95824, 2.02911, 2.11186, 2.21213, 2.34111, 2.52685, 2.8929,
}

// tables are what decisions look up rather than work out, with the same bits on
// every machine.
type tables struct {
	// logistic are straight lines that follow the logistic function from -8 to 8,
	// one for each 32nd part of a logit, to about 1e-5: where a line starts, by how
	// much it rises, and what the function's slope is in its middle, in units.
	logistic [512]struct{ start, rise, slope int32 }
	// narrow is how much narrower the function is under a normal belief, as MacKay
	// (1992) approximates it, in 65,536 parts: one for each 128 parts of a variance.
	narrow [512]int32
	// deviations are the square roots of variances: of each below closely, and of
	// every widely-th of them all.
	deviations [closely + 1<<16/widely]int32
	bold       [256]int32 // normal, as worth needs it
}

// The deviations that are kept.
const (
	closely  = 2048
	widely   = 32
	deviated = 20 // bits that are left over in their products with what chance adds
)

func newTables() *tables {
	t := new(tables)
	from := int32(0)
	for i := -1; i < len(t.logistic); i++ {
		to := int32(unit/(1+exp(8-float64(i+1)/32)) + 0.5)
		if i >= 0 {
			p := 1 / (1 + exp(8-(float64(i)+0.5)/32))
			t.logistic[i].start, t.logistic[i].rise, t.logistic[i].slope = from, to-from, int32(float64(unit*p*(1-p))+0.5)
		}
		from = to
	}
	for i := range t.narrow {
		t.narrow[i] = int32(1<<16/math.Sqrt(1+float64((float64(i)+0.5)*(128*math.Pi/8/parted))) + 0.5)
	}
	for i := range t.deviations {
		variance := float64(i)
		if i >= closely {
			variance = (float64(i-closely) + 0.5) * widely
		}
		t.deviations[i] = int32(float64(math.Sqrt(variance)*(1<<10)) + 0.5)
	}
	for i := range t.bold {
		t.bold[i] = int32(float64(normal[i]) * (boldness * (1 << (fine + deviated - 10)) / rootParted))
	}
	return t
}

// chance is the logistic function's value in units, of 1<<fine a logit, and about
// its slope; those of the nearer end beyond -8 and 8.
func (t *tables) chance(logit int64) (p, slope int64) {
	const part = fine - 5 // bits of a 32nd
	logit = min(max(logit, -8<<fine), 8<<fine-1)
	l := &t.logistic[(logit>>part+256)&511]
	return int64(l.start) + int64(l.rise)*(logit&(1<<part-1))>>part, int64(l.slope)
}

// exp is eˣ for x from -30 to 30.
func exp(x float64) float64 {
	k := float64(int(float64(x*math.Log2E)+64.5) - 64) // the nearest whole power of two
	r := x - float64(k*math.Ln2)
	square := r * r
	p := 1 + r + float64(square*(0.5+float64(r*(1.0/6))+float64(square*(1.0/24+float64(r*(1.0/120))))))
	return p * math.Float64frombits(uint64(1023+int(k))<<52)
}
