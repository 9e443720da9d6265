package slim

// rule is how a package of the standard library is changed.
type rule struct {
	silent    bool              // leave out what is printed
	speaks    map[string]bool   // functions that print all the same
	inline    bool              // let the compiler put functions where they are called
	empty     []string          // prefixes of functions that do nothing
	stays     []string          // functions that stay although a prefix fits
	bodies    map[string]string // functions that do something else
	constants map[string]string // what is always the same
}

var rules = map[string]rule{
	"internal/runtime/atomic": {inline: true, stays: []string{"StorepNoWB", "Casp1"}},
	"internal/cpu":            {bodies: map[string]string{"processOptions": ""}},
	"runtime": {
		silent: true,
		speaks: map[string]bool{"throw": true, "fatal": true, "printindented": true, "printpanics": true, "printpanicval": true, "printpanicvalstring": true},
		empty: []string{
			"trace",
			// tracebacks
			"goroutineheader", "printArgs", "printFuncName", "printcreatedby", "printAncestor", "printCgo", "printOneCgo",
			"hexdumper.", "dumpStacks", "dumpTypes",
			"schedtrace", "printScavTrace", "gcDumpObject", "badPointer", "mspan.reportZombies", "printDebugLog",
			// profiles
			"mProf_", "profBuf.", "profilealloc", "setprofilebucket", "blockevent", "mutexevent", "saveblockevent", "sigprof", "stkbucket",
			// scavenger
			"scavengerState.", "pageAlloc.scavenge", "pallocData.findScavenge",
			// checks
			"checkFinalizersAndCleanups", "moduledataverify", "typelinksinit", "testAtomic64",
			// options
			"parsegodebug", "reparsedebugvars",
			// threads
			"startm", "handoffp", "mexit", "allocm", "newm", "templateThread",
		},
		stays: []string{"tracebackPCs", "allocmcache"},
		bodies: map[string]string{
			"bgscavenge":         "c <- 1",
			"check":              "",
			"readGOGC":           "return 100",
			"readGOMEMLIMIT":     "return math.MaxInt64",
			"printpanicval":      "if s, ok := v.(string); ok { printindented(s) } else { printanycustomtype(v) }",
			"printanycustomtype": "print(\"(\", toRType(efaceOf(&i)._type).string(), \")\")",
			"traceEnabled":       "return false",
		},
		constants: map[string]string{
			"trace.ok()":              "false",
			"traceEnabled()":          "false",
			"traceShuttingDown()":     "false",
			"traceAllocFreeEnabled()": "false",
			"MemProfileRate":          "0",
			"blockprofilerate":        "uint64(0)",
			"mutexprofilerate":        "uint64(0)",
			`strconv.ParseInt(gogetenv("GOMAXPROCS"), 10, 32)`: "int64(0), error(nil)",
			"iscgo":                       "false",
			"debug.asynctimerchan.Load()": "int32(0)",
			"debug.cgocheck":              "int32(0)",
			"debug.malloc":                "false",
			"debug.invalidptr":            "int32(1)",
			"debug.adaptivestackstart":    "int32(1)",
			"debug.clobberfree":           "int32(0)",
			"debug.dontfreezetheworld":    "int32(0)",
			"debug.efence":                "int32(0)",
			"debug.gccheckmark":           "int32(0)",
			"debug.gcpacertrace":          "int32(0)",
			"debug.gcshrinkstackoff":      "int32(0)",
			"debug.gcstoptheworld":        "int32(0)",
			"debug.gctrace":               "int32(0)",
			"debug.scavtrace":             "int32(0)",
			"debug.scheddetail":           "int32(0)",
			"debug.schedtrace":            "int32(0)",
			"debug.tracebackancestors":    "int32(0)",
			"debug.updatemaxprocs":        "int32(0)",
			"debug.asyncpreemptoff":       "int32(0)",
			"debug.dataindependenttiming": "int32(0)",
			"debug.inittrace":             "int32(0)",
			"debug.sbrk":                  "int32(0)",
			"debug.checkfinalizers":       "int32(0)",
		},
	},
}
