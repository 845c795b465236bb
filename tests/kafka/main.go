// A Kafka broker for tests: twmb's kfake, a real broker's protocol in one small process, on loopback.
//
//	broker DIR PORT TOPIC
//
// DIR keeps what was written, so that a broker that was killed comes back with it; PORT 0: a free one. It says
// its address in a line, and ends with its standard input.
package main

import (
	"fmt"
	"io"
	"log"
	"os"
	"strconv"

	"github.com/twmb/franz-go/pkg/kfake"
)

func main() {
	port, err := strconv.Atoi(os.Args[2])
	if err != nil {
		log.Fatal(err)
	}
	options := []kfake.Opt{
		kfake.NumBrokers(1),
		kfake.DataDir(os.Args[1]),
		kfake.SyncWrites(),
		kfake.Ports(port),
		kfake.SeedTopics(3, os.Args[3]),
	}
	cluster, err := kfake.NewCluster(options...)
	if err != nil {
		log.Fatal(err)
	}
	defer cluster.Close()
	fmt.Println(cluster.ListenAddrs()[0])
	_, _ = io.Copy(io.Discard, os.Stdin)
}
