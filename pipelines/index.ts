/** The pipelines of this project, in the order in which `npm start` runs them. */
export default ["./birdstrikes.ts", "./movies.ts", "./flights.ts"];
