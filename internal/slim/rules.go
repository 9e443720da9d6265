package slim

// rule is how a package of the standard library is changed. Functions are named
// as "name", methods as "Type.name".
type rule struct {
	silent    bool              // nothing is printed, save by what speaks
	speaks    []string          // functions that print all the same
	inline    bool              // functions may be put where they are called, save those that stay
	empty     []string          // prefixes of functions that do nothing and return zeros
	stays     []string          // functions that stay as they are although one of the above fits
	bodies    map[string]string // functions that do something else
	constants map[string]string // expressions that always have the same value
}

var rules = map[string]rule{
	// On one thread that nothing interrupts, loading and storing is atomic. The
	// one that stays stores a pointer without telling the collector, which only
	// works in a function of its own.
	"internal/runtime/atomic": {inline: true, stays: []string{"Casp1"}},

	// Features of processors are chosen in the environment, which a page has not.
	"internal/cpu": {bodies: map[string]string{"processOptions": ""}},

	"runtime": {
		// Of a crash, the message is printed and nothing around it: tables for
		// tracebacks are left out of the module anyway.
		silent: true,
		speaks: []string{"throw", "fatal", "printindented", "printpanics", "printpanicval", "printanycustomtype"},
		empty: []string{
			// Execution traces, which package runtime/trace starts, and tracebacks.
			"trace",
			"goroutineheader", "printArgs", "printFuncName", "printcreatedby", "printAncestor", "printCgo", "printOneCgo",

			// What is printed where the runtime finds a fault in itself, and what
			// it tells of its doings when asked in the environment.
			"hexdumper.", "gcDumpObject", "badPointer", "mspan.reportZombies", "printDebugLog", "schedtrace", "printScavTrace",

			// Profiles of memory, blocking and the processor, which package
			// runtime/pprof reads.
			"mProf_", "profBuf.", "profilealloc", "setprofilebucket", "blockevent", "mutexevent", "saveblockevent", "sigprof", "stkbucket",

			// Giving memory back to the system: WebAssembly cannot.
			"scavengerState.", "pageAlloc.scavenge", "pallocData.findScavenge",

			// What the runtime checks of the compiler and the linker as it starts,
			// of several modules that plugins would be, and of finalizers on demand.
			"moduledataverify", "testAtomic64", "typelinksinit", "checkFinalizersAndCleanups",

			// Options of the environment variable GODEBUG.
			"parsegodebug", "reparsedebugvars",

			// Further threads: there is one.
			"startm", "handoffp", "mexit", "allocm", "newm", "templateThread",
		},
		// The first finds callers, the second memory.
		stays: []string{"tracebackPCs", "allocmcache"},
		bodies: map[string]string{
			"check":      "", // of the sizes of types
			"bgscavenge": "c <- 1",

			// Environment variables that a page has not.
			"readGOGC":       "return 100",
			"readGOMEMLIMIT": "return math.MaxInt64",

			// A panic that nothing recovers says its text. Errors are text by
			// then; of numbers, which would need all that writes them, the type
			// is told.
			"printpanicval":      `if s, ok := v.(string); ok { printindented(s) } else { printanycustomtype(v) }`,
			"printanycustomtype": `print("(", toRType(efaceOf(&i)._type).string(), ")")`,
		},
		constants: map[string]string{
			// Nobody traces, profiles or calls C.
			"trace.ok()":              "false",
			"traceEnabled()":          "false",
			"traceShuttingDown()":     "false",
			"traceAllocFreeEnabled()": "false",
			"MemProfileRate":          "0",
			"blockprofilerate":        "uint64(0)",
			"mutexprofilerate":        "uint64(0)",
			"iscgo":                   "false",
			"debug.cgocheck":          "int32(0)",

			// Environment variables that a page has not, as they are by default.
			`strconv.ParseInt(gogetenv("GOMAXPROCS"), 10, 32)`: "int64(0), error(nil)",
			"debug.adaptivestackstart":                         "int32(1)",
			"debug.asynctimerchan.Load()":                      "int32(0)",
			"debug.invalidptr":                                 "int32(1)",
			"debug.malloc":                                     "false",
			"debug.asyncpreemptoff":                            "int32(0)",
			"debug.checkfinalizers":                            "int32(0)",
			"debug.clobberfree":                                "int32(0)",
			"debug.dataindependenttiming":                      "int32(0)",
			"debug.dontfreezetheworld":                         "int32(0)",
			"debug.efence":                                     "int32(0)",
			"debug.gccheckmark":                                "int32(0)",
			"debug.gcpacertrace":                               "int32(0)",
			"debug.gcshrinkstackoff":                           "int32(0)",
			"debug.gcstoptheworld":                             "int32(0)",
			"debug.gctrace":                                    "int32(0)",
			"debug.inittrace":                                  "int32(0)",
			"debug.sbrk":                                       "int32(0)",
			"debug.scavtrace":                                  "int32(0)",
			"debug.scheddetail":                                "int32(0)",
			"debug.schedtrace":                                 "int32(0)",
			"debug.tracebackancestors":                         "int32(0)",
			"debug.updatemaxprocs":                             "int32(0)",
		},
	},
}
