import HeadroomCommands

HeadroomCommand.launch()
